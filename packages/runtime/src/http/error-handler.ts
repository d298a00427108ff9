import { AppError } from '@chowk/contracts/errors';
import type { ErrorRequestHandler, Request } from 'express';
import { z } from 'zod';
import type { Logger } from '../log/logger.ts';
import { databaseFailure } from '../mongo/failures.ts';
import { CallerLeftError, currentRequest } from '../telemetry/request-context.ts';

/** How body parsers, Express's own and `jsonBody`, name their failures (`type` of http-errors). */
const PARSER_ERRORS: Record<string, AppError['code']> = {
  'body.too-many-values': 'PAYLOAD_TOO_LARGE',
  'body.too-deep': 'BAD_REQUEST',
  'entity.parse.failed': 'BAD_REQUEST',
  'entity.too.large': 'PAYLOAD_TOO_LARGE',
  'encoding.unsupported': 'UNSUPPORTED_MEDIA_TYPE',
  'charset.unsupported': 'UNSUPPORTED_MEDIA_TYPE',
  'request.aborted': 'BAD_REQUEST',
  'request.size.invalid': 'BAD_REQUEST',
};

const parserErrorSchema = z.object({ type: z.string() });

/** The pattern of the route, not the address: addresses can hold names and printed codes. */
export const routePath = (request: Request): string =>
  (request.route as { path?: string } | undefined)?.path ?? 'unmatched';

/** Any thrown thing as an AppError; what we do not know becomes SERVER_ERROR. */
function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const failure = databaseFailure(error);
  if (failure) return failure;
  if (error instanceof URIError) return new AppError('BAD_REQUEST', { cause: error });
  const parser = parserErrorSchema.safeParse(error);
  const code = parser.success ? PARSER_ERRORS[parser.data.type] : undefined;
  return new AppError(code ?? 'SERVER_ERROR', { cause: error });
}

/** The error answer of the contract. */
export const errorBody = (error: AppError): object => ({
  success: false,
  error: error.message,
  code: error.code,
  requestId: currentRequest()?.requestId,
  ...(error.details && { details: error.details }),
});

/**
 * The one exit for errors: the catalogue gives the status, unknown errors answer generically and are
 * logged whole; expected ones are not our failure and leave a debug line.
 */
export const errorHandler =
  (logger: Logger): ErrorRequestHandler =>
  (thrown: unknown, request, response, next) => {
    if (thrown instanceof CallerLeftError) {
      logger.debug({ route: routePath(request) }, 'the caller left');
      response.destroy();
      return;
    }
    const error = asAppError(thrown);
    if (error.status >= 500) logger.error({ err: thrown, route: routePath(request) }, 'request failed');
    else logger.debug({ err: { code: error.code, message: error.message } }, 'request refused');
    if (response.headersSent) return next(thrown);
    if (error.retryAfter !== undefined)
      response.setHeader('Retry-After', String(Math.ceil(error.retryAfter)));
    response.status(error.status).json(errorBody(error));
  };
