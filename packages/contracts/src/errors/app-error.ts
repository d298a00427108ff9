import { ERROR_CATALOGUE, type ErrorCode } from './catalogue.ts';
import { boundedDetails, type ErrorDetail } from './details.ts';

interface AppErrorOptions {
  /** Words for people, where the catalogue's are too general. Never holds a secret, phone or token. */
  message?: string;
  /** Kept within bounds: see `boundedDetails`. */
  details?: readonly ErrorDetail[];
  /** Seconds after which the caller may try again; becomes Retry-After. */
  retryAfter?: number;
  cause?: unknown;
}

/**
 * A failure that is part of the contract. It knows its code and nothing of HTTP or gRPC:
 * the edges look the status up in the catalogue.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetail[] | undefined;
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(options.message ?? ERROR_CATALOGUE[code].message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details && boundedDetails(options.details);
    this.retryAfter = options.retryAfter;
  }

  /** HTTP status of the code. */
  get status(): number {
    return ERROR_CATALOGUE[this.code].status;
  }
}

/** True for any AppError, or for one with the given code. */
export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}
