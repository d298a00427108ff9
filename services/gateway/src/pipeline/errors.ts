import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError } from '@chowk/contracts/errors';
import { errorBody } from '@chowk/runtime/http';
import type { Logger } from '@chowk/runtime/log';
import { hasBody } from '../proxy/proxy.ts';

/** Any thrown thing as an AppError; what we do not know is our failure, and logged whole. */
function asAppError(thrown: unknown, logger: Logger): AppError {
  const error = thrown instanceof AppError ? thrown : new AppError('SERVER_ERROR', { cause: thrown });
  if (error.status >= 500) logger.warn({ err: thrown }, 'request failed at the gateway');
  return error;
}

/** Answers an error of ours; services answer theirs themselves. */
export function sendError(
  request: IncomingMessage,
  response: ServerResponse,
  thrown: unknown,
  logger: Logger,
): void {
  const error = asAppError(thrown, logger);
  if (response.headersSent) return;
  if (error.retryAfter !== undefined) response.setHeader('retry-after', String(error.retryAfter));
  if (error.status === 401) response.setHeader('www-authenticate', 'Bearer');
  const body = Buffer.from(JSON.stringify(errorBody(error)));
  // The rest of a body that was not read would be taken for the next request on this connection. A request
  // without one is not complete either, as long as nothing has been awaited.
  if (hasBody(request) && !request.complete) response.setHeader('connection', 'close');
  response.writeHead(error.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
    'cache-control': 'no-store',
  });
  response.end(body);
}

/**
 * Answers an upgrade that is not let in: there is no response object yet, only the connection.
 * @returns the status
 */
export function refuseSocket(socket: Duplex, thrown: unknown, logger: Logger): number {
  const error = asAppError(thrown, logger);
  const body = JSON.stringify(errorBody(error));
  socket.end(
    `HTTP/1.1 ${error.status} ${error.code}\r\nconnection: close\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  return error.status;
}
