import type { IncomingMessage, ServerResponse } from 'node:http';
import { EventEmitter } from 'node:events';
import { errors, type Dispatcher, type Pool } from 'undici';
import { CircuitBreaker } from './circuit-breaker.ts';
import { exchange, NotSentError } from './exchange.ts';
import { Replica } from './upstream-pool.ts';

/** undici writes as soon as it is connected: no server can make this happen at will. */
const poolThatLoses = (bytesWritten: number) =>
  ({
    dispatch(_options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler) {
      const controller = {} as Dispatcher.DispatchController;
      const socket = { bytesWritten, bytesRead: 0 };
      handler.onResponseError!(controller, new errors.SocketError('other side closed', socket as never));
      return true;
    },
  }) as unknown as Pool;

const post = (pool: Pool) =>
  exchange(
    Object.assign(new EventEmitter(), { headers: {} }) as IncomingMessage,
    Object.assign(new EventEmitter(), { headersSent: false }) as ServerResponse,
    Buffer.from('{}'),
    { method: 'POST', path: '/', headers: [], timeoutMs: 1_000, bodyLimitBytes: 100, mayRepeat: false },
    new Replica('http://replica', pool, new CircuitBreaker(5, 1_000)),
  );

test('what was lost before a byte was written has not been sent, even if it may not be repeated', async () => {
  await expect(post(poolThatLoses(0))).rejects.toThrow(NotSentError);
});

test('what was lost after that may have been done', async () => {
  await expect(post(poolThatLoses(120))).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
});
