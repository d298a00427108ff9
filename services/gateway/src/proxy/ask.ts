import { AppError } from '@chowk/contracts/errors';
import { wasNotSent } from './not-sent.ts';
import type { Replica, UpstreamPool } from './upstream-pool.ts';

interface Answer {
  status: number;
  /** The JSON of the body; undefined where it is none. */
  body: unknown;
}

/**
 * Asks a service something of the gateway's own accord, and reads the whole answer. All of it, other replicas
 * included, takes `timeoutMs` at the most.
 * @throws AppError UPSTREAM_TIMEOUT, UPSTREAM_UNAVAILABLE, OVERLOADED
 */
export async function ask(
  upstream: UpstreamPool,
  { path, headers, timeoutMs }: { path: string; headers: Record<string, string>; timeoutMs: number },
): Promise<Answer> {
  const signal = AbortSignal.timeout(timeoutMs);
  const tried: Replica[] = [];
  for (;;) {
    const replica = upstream.enter(tried);
    const { pool, breaker } = replica;
    try {
      const { statusCode, body } = await pool.request({ method: 'GET', path, headers, signal });
      const text = await body.text();
      breaker.succeeded();
      return { status: statusCode, body: jsonOf(text) };
    } catch (cause) {
      // One slow answer to a question of ours says nothing of the requests of others.
      if (signal.aborted) breaker.unknown();
      else breaker.failed(performance.now());
      if (signal.aborted) throw new AppError('UPSTREAM_TIMEOUT', { cause });
      if (!wasNotSent(cause)) throw new AppError('UPSTREAM_UNAVAILABLE', { cause });
      tried.push(replica);
    } finally {
      upstream.leave();
    }
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
