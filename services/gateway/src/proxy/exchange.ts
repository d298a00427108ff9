import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '@chowk/contracts/errors';
import { INSTANCE_HEADER } from '@chowk/runtime/http';
import type { Dispatcher } from 'undici';
import { wasNotSent } from './not-sent.ts';
import { isIntact, type RequestBody } from './request-body.ts';
import type { Replica } from './upstream-pool.ts';

interface ExchangeOptions {
  method: string;
  path: string;
  headers: string[];
  timeoutMs: number;
  bodyLimitBytes: number;
  /** Should the connection be lost, it will be sent again: that happens to kept connections, and blames nobody. */
  mayRepeat: boolean;
}

/** Answer fields that belong to the upstream connection, or to us. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'trailer',
  'upgrade',
  'proxy-authenticate',
  INSTANCE_HEADER,
]);

/** The replica has done nothing with the request. */
export class NotSentError extends Error {}

/** The connection was lost before an answer came, of a request that may be sent again. */
export class ConnectionLostError extends Error {}

type Ending = AppError | NotSentError | 'client-left';

/**
 * Sends a request to one replica and streams its answer back. Resolves when the answer has ended, or its client
 * has left.
 * @throws NotSentError, ConnectionLostError; AppError UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT, PAYLOAD_TOO_LARGE
 */
export function exchange(
  request: IncomingMessage,
  response: ServerResponse,
  body: RequestBody,
  options: ExchangeOptions,
  replica: Replica,
): Promise<void> {
  const { pool, breaker } = replica;
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let ending: Ending | undefined;

    const abort = (reason: Ending): void => {
      if (ending !== undefined) return;
      ending = reason;
      controller?.abort(reasonOf(reason));
    };
    const timer = setTimeout(() => abort(new AppError('UPSTREAM_TIMEOUT')), options.timeoutMs);
    const onClose = (): void => {
      if (!response.writableFinished) abort('client-left');
    };
    response.once('close', onClose);
    const onDrain = (): void => controller?.resume();
    response.on('drain', onDrain);

    let received = 0;
    const countBody = (chunk: Buffer): void => {
      received += chunk.length;
      if (received > options.bodyLimitBytes) abort(new AppError('PAYLOAD_TOO_LARGE'));
    };
    if (body === request && request.headers['content-length'] === undefined)
      request.on('data', countBody).pause();

    const settle = (finish: () => void): void => {
      clearTimeout(timer);
      response.off('close', onClose);
      response.off('drain', onDrain);
      request.off('data', countBody);
      finish();
    };

    pool.dispatch(
      {
        method: options.method as Dispatcher.HttpMethod,
        path: options.path,
        headers: [...options.headers, 'x-deadline-ms', String(Math.ceil(options.timeoutMs))],
        body,
      },
      {
        onRequestStart(started) {
          controller = started;
          if (ending !== undefined) started.abort(reasonOf(ending));
        },
        onResponseStart(_controller, statusCode, headers) {
          const instance = headers[INSTANCE_HEADER];
          if (instance !== undefined) replica.avoid(instance === 'starting' ? 'starting' : 'leaving');
          // One that has not started has looked at nothing: another is asked, if the body is still there.
          if (instance === 'starting' && isIntact(body)) return abort(new NotSentError());
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
            const outcome = judge(error, ending, body, options.mayRepeat && !response.headersSent);
            if (isAway(error)) replica.avoid('away');
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

const reasonOf = (ending: Ending): Error =>
  ending === 'client-left' ? new Error('the client went away') : ending;

/** What a failed exchange means: for the replica, and for what is done next. */
function judge(
  error: Error,
  ending: Ending | undefined,
  body: RequestBody,
  mayRepeat: boolean,
): { blame: boolean; error?: Error } {
  if (ending === 'client-left') return { blame: false };
  if (ending instanceof AppError) return { blame: ending.code === 'UPSTREAM_TIMEOUT', error: ending };
  if (ending) return { blame: false, error: ending };
  if (wasNotSent(error) && isIntact(body)) return { blame: !isAway(error), error: new NotSentError() };
  if (mayRepeat && isIntact(body)) return { blame: false, error: new ConnectionLostError() };
  return { blame: true, error: new AppError('UPSTREAM_UNAVAILABLE', { retryAfter: 1, cause: error }) };
}

/** Nobody listens there: known at once, and over as soon as a new process does. */
const isAway = (error: Error): boolean => 'code' in error && error.code === 'ECONNREFUSED';

function writeHead(response: ServerResponse, statusCode: number, headers: IncomingHttpHeaders): void {
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value !== undefined && !HOP_BY_HOP.has(name)) response.setHeader(name, value);
  }
  response.writeHead(statusCode);
}
