import { Metadata, status, type ServiceError, type StatusObject } from '@grpc/grpc-js';
import { z } from 'zod';
import { AppError, isErrorCode } from '../errors/index.ts';

const ERROR_KEY = 'chowk-error-bin';

const GRPC_STATUS_BY_HTTP: Record<number, status> = {
  400: status.INVALID_ARGUMENT,
  401: status.UNAUTHENTICATED,
  403: status.PERMISSION_DENIED,
  404: status.NOT_FOUND,
  409: status.FAILED_PRECONDITION,
  410: status.NOT_FOUND,
  412: status.ABORTED,
  422: status.INVALID_ARGUMENT,
  429: status.RESOURCE_EXHAUSTED,
  // UNAVAILABLE invites the caller to retry; only the transport may say it, not an answered call.
  502: status.FAILED_PRECONDITION,
  503: status.FAILED_PRECONDITION,
  504: status.DEADLINE_EXCEEDED,
};

const wireErrorSchema = z.object({
  code: z.string().refine(isErrorCode),
  message: z.string(),
  details: z.array(z.record(z.string(), z.unknown())).optional(),
  retryAfter: z.number().optional(),
});

/** Puts an error on the wire. What is not an AppError crosses as a bare SERVER_ERROR: no internals leak. */
export function toGrpcStatus(error: unknown): Partial<StatusObject> {
  const known = error instanceof AppError ? error : new AppError('SERVER_ERROR');
  const metadata = new Metadata();
  const { code, message, details, retryAfter } = known;
  metadata.set(ERROR_KEY, Buffer.from(JSON.stringify({ code, message, details, retryAfter })));
  return { code: GRPC_STATUS_BY_HTTP[known.status] ?? status.INTERNAL, details: message, metadata };
}

/** Reads an error from the wire back into the AppError that the server threw. */
export function fromGrpcError(error: ServiceError, service: string): AppError {
  const raw = error.metadata?.get(ERROR_KEY)[0];
  if (raw !== undefined) {
    const wire = wireErrorSchema.safeParse(JSON.parse(raw.toString()));
    if (wire.success && isErrorCode(wire.data.code)) {
      const { code, message, details, retryAfter } = wire.data;
      return new AppError(code, {
        message,
        ...(details && { details }),
        ...(retryAfter !== undefined && { retryAfter }),
        cause: error,
      });
    }
  }
  if (error.code === status.DEADLINE_EXCEEDED) {
    return new AppError('UPSTREAM_TIMEOUT', { details: [{ service }], cause: error });
  }
  if (error.code === status.UNAVAILABLE || error.code === status.CANCELLED) {
    return new AppError('UPSTREAM_UNAVAILABLE', { details: [{ service }], retryAfter: 1, cause: error });
  }
  return new AppError('SERVER_ERROR', { cause: error });
}
