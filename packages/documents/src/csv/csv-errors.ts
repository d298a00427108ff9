import { AppError, type ErrorDetail } from '@chowk/contracts/errors';

/** The file cannot be read on; the details say where and why. */
export const invalidFile = (details: ErrorDetail[], cause?: unknown): AppError =>
  new AppError('VALIDATION_FAILED', { message: 'The file could not be read as CSV.', details, cause });

/** A limit was passed, which the detail names. */
export const fileTooLarge = (limit: ErrorDetail): AppError =>
  new AppError('PAYLOAD_TOO_LARGE', { message: 'The file is too large.', details: [limit] });
