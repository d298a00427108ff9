import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '@chowk/contracts/errors';
import { ConnectionLostError, exchange, NotSentError } from './exchange.ts';
import { readSmallBody, type RequestBody } from './request-body.ts';
import type { Replica, UpstreamPool } from './upstream-pool.ts';

export interface ForwardOptions {
  upstream: UpstreamPool;
  method: string;
  /** Canonical path with the query. */
  path: string;
  headers: string[];
  /** For all of it: the body, every try, the answer. */
  timeoutMs: number;
  bodyLimitBytes: number;
  /** Doing it twice does it once: it only reads, or has an Idempotency-Key that its route honours. */
  isRepeatable: boolean;
}

/**
 * Passes a request on and streams the answer back, with back-pressure and nothing buffered but a small body.
 * Resolves when the answer has ended. A replica that has done nothing, because it cannot be reached, is just
 * starting, or lost the connection before a byte was written, is replaced by the next. Where the connection is
 * lost later, a repeatable request is sent again, once, to another replica if there is one (RFC 9110, 9.2.2).
 * All tries share one deadline.
 * @throws AppError UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT, REQUEST_TIMEOUT, PAYLOAD_TOO_LARGE, OVERLOADED while
 * nothing has been answered.
 */
export async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  options: ForwardOptions,
): Promise<void> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > options.bodyLimitBytes) throw new AppError('PAYLOAD_TOO_LARGE');
  const deadline = performance.now() + options.timeoutMs;
  const body: RequestBody = await readSmallBody(request, declared, options.timeoutMs);
  const tried: Replica[] = [];
  let lost: Replica | undefined;
  for (;;) {
    // Whoever left meanwhile will not be told of by another event.
    if (response.destroyed) return;
    const leftMs = deadline - performance.now();
    if (leftMs <= 0) throw new AppError('UPSTREAM_TIMEOUT');
    const replica = options.upstream.enter(tried, lost);
    try {
      const mayRepeat = options.isRepeatable && lost === undefined;
      await exchange(request, response, body, { ...options, timeoutMs: leftMs, mayRepeat }, replica);
      return;
    } catch (error) {
      if (error instanceof ConnectionLostError) lost = replica;
      else if (error instanceof NotSentError) tried.push(replica);
      else throw error;
    } finally {
      options.upstream.leave();
    }
  }
}
