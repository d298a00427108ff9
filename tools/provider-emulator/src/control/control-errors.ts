import { type ErrorRequestHandler } from 'express';
import { type z } from 'zod';

/** A refusal of the emulator itself, outside any provider's format. */
export class ControlError extends Error {
  readonly status: number;
  readonly code: string;
  readonly field: string | undefined;

  constructor(status: number, code: string, message: string, field?: string) {
    super(message);
    this.name = 'ControlError';
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

/** @throws ControlError VALIDATION_FAILED naming the first field that is wrong */
export function parsedControl<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path.join('.');
  throw new ControlError(400, 'VALIDATION_FAILED', issue?.message ?? 'The request is invalid.', field);
}

/** {error: {code, message, field}}; an unknown error is logged and answered without its text. */
export const controlErrors: ErrorRequestHandler = (error: unknown, req, res, next) => {
  if (res.headersSent) {
    next(error);
    return;
  }
  if (error instanceof ControlError) {
    const { code, message, field } = error;
    res.status(error.status).json({ error: { code, message, field } });
    return;
  }
  // Raised by express itself, for a body or a path it cannot read.
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  if (status >= 400 && status < 500) {
    res.status(status).json({ error: { code: 'BAD_REQUEST', message: 'The request could not be read.' } });
    return;
  }
  console.error(
    JSON.stringify({
      level: 'error',
      msg: 'request failed',
      method: req.method,
      path: req.path,
      error: String(error),
    }),
  );
  res.status(500).json({ error: { code: 'INTERNAL', message: 'The emulator failed; see its log.' } });
};
