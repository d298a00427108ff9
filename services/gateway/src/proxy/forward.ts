import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '@chowk/contracts/errors';
import type { Dispatcher } from 'undici';
import { wasNotSent } from './not-sent.ts';
import type { Replica, UpstreamPool } from './upstream-pool.ts';

export interface ForwardOptions {
  upstream: UpstreamPool;
  method: string;
  /** Canonical path with the query. */
  path: string;
  headers: string[];
  timeoutMs: number;
  bodyLimitBytes: number;
}

/** Answer fields that belong to the upstream connection. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'trailer',
  'upgrade',
  'proxy-authenticate',
]);

const hasBody = (request: IncomingMessage): boolean =>
  request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;

/**
 * Passes a request on and streams the answer back, both with back-pressure and nothing buffered. Resolves
 * when the answer has ended. A replica that cannot be reached is replaced by the next; a request that changes
 * something and may have reached one is never sent again.
 * @throws AppError UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT, PAYLOAD_TOO_LARGE, OVERLOADED while nothing has been answered.
 */
export async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  options: ForwardOptions,
): Promise<void> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > options.bodyLimitBytes) throw new AppError('PAYLOAD_TOO_LARGE');
  const tried: Replica[] = [];
  // A kept connection may be closed by the other side just as we use it. Once, a request that only reads is
  // sent again on another connection (RFC 9110, 9.2.2); it says nothing of the replica's health either.
  let mayRepeat = request.method === 'GET' || request.method === 'HEAD';
  for (;;) {
    // Whoever left while we looked at the token will not be told of by another event.
    if (response.destroyed) return;
    const replica = options.upstream.enter(tried);
    try {
      await dispatch(request, response, options, replica, mayRepeat);
      return;
    } catch (error) {
      if (error instanceof ConnectionLostError) mayRepeat = false;
      else if (error instanceof NotSentError) tried.push(replica);
      else throw error;
    } finally {
      options.upstream.leave();
    }
  }
}

class NotSentError extends Error {}
class ConnectionLostError extends Error {}

function dispatch(
  request: IncomingMessage,
  response: ServerResponse,
  options: ForwardOptions,
  { pool, breaker }: Replica,
  mayRepeat: boolean,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let ending: AppError | 'client-left' | undefined;

    const abort = (reason: AppError | 'client-left'): void => {
      if (ending !== undefined) return;
      ending = reason;
      controller?.abort(reason instanceof AppError ? reason : new Error('the client went away'));
    };
    const timer = setTimeout(() => abort(new AppError('UPSTREAM_TIMEOUT')), options.timeoutMs);
    const onClose = (): void => {
      if (!response.writableFinished) abort('client-left');
    };
    response.once('close', onClose);
    const onDrain = (): void => controller?.resume();
    response.on('drain', onDrain);

    const body = hasBody(request) ? request : null;
    let received = 0;
    const countBody = (chunk: Buffer): void => {
      received += chunk.length;
      if (received > options.bodyLimitBytes) abort(new AppError('PAYLOAD_TOO_LARGE'));
    };
    if (body && request.headers['content-length'] === undefined) request.on('data', countBody).pause();

    const settle = (finish: () => void): void => {
      clearTimeout(timer);
      response.off('close', onClose);
      response.off('drain', onDrain);
      request.off('data', countBody);
      finish();
    };

    pool.dispatch(
      { method: options.method as Dispatcher.HttpMethod, path: options.path, headers: options.headers, body },
      {
        onRequestStart(started) {
          controller = started;
          if (ending !== undefined)
            started.abort(ending instanceof AppError ? ending : new Error('the client went away'));
        },
        onResponseStart(_controller, statusCode, headers) {
          breaker.succeeded();
          writeHead(response, statusCode, headers);
        },
        onResponseData(active, chunk) {
          // A closed answer takes nothing and never drains: waiting for that would hold the replica's connection.
          if (response.destroyed) abort('client-left');
          else if (!response.write(chunk)) active.pause();
        },
        onResponseEnd() {
          settle(() => {
            response.end();
            resolve();
          });
        },
        onResponseError(_controller, error) {
          settle(() => {
            const repeat = mayRepeat && !response.headersSent;
            const outcome = judge(error, ending, request, repeat);
            if (outcome.blame) breaker.failed(performance.now());
            else breaker.unknown();
            // Half an answer cannot be taken back: cutting the connection tells the client.
            if (response.headersSent) response.destroy();
            if (outcome.error) reject(outcome.error);
            else resolve();
          });
        },
      },
    );
  });
}

/** What a failed exchange means: for the replica, and for the client. */
function judge(
  error: Error,
  ending: AppError | 'client-left' | undefined,
  request: IncomingMessage,
  mayRepeat: boolean,
): { blame: boolean; error?: Error } {
  if (ending === 'client-left') return { blame: false };
  if (ending) return { blame: ending.code === 'UPSTREAM_TIMEOUT', error: ending };
  const untouched = !hasBody(request) || !request.readableDidRead;
  if (wasNotSent(error) && untouched) return { blame: true, error: new NotSentError() };
  if (mayRepeat && untouched) return { blame: false, error: new ConnectionLostError() };
  return { blame: true, error: new AppError('UPSTREAM_UNAVAILABLE', { retryAfter: 1, cause: error }) };
}

function writeHead(response: ServerResponse, statusCode: number, headers: IncomingHttpHeaders): void {
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value !== undefined && !HOP_BY_HOP.has(name)) response.setHeader(name, value);
  }
  response.writeHead(statusCode);
}
