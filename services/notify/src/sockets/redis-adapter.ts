import type { Logger } from '@chowk/runtime/log';
import { createAdapter } from '@socket.io/redis-adapter';
import type { Redis } from 'ioredis';

export interface RedisConnections {
  /** For commands: gives up soon rather than keep a request waiting. */
  commands: Redis;
  /** For subscriptions: waits for Redis as long as it takes, and subscribes again after each reconnect. */
  subscriber: Redis;
}

/**
 * The Socket.IO adapter over our connections. It drops the promises of the commands it sends, and a dropped
 * rejection ends the process; so it gets commands that never reject. What is lost that way is a signal,
 * which the periodic check makes good, or a live-only alert.
 */
export function redisAdapter(connections: RedisConnections, key: string, logger: Logger) {
  const { commands, subscriber } = connections;
  const fireAndForget =
    <Args extends unknown[]>(what: string, command: (...args: Args) => Promise<unknown>) =>
    (...args: Args): void =>
      void command(...args).catch((err: unknown) =>
        logger.warn({ err, what }, 'socket adapter lost a command'),
      );
  const listening = (connection: Redis) => ({
    on: connection.on.bind(connection),
    off: connection.off.bind(connection),
  });
  const publishing = {
    ...listening(commands),
    publish: fireAndForget('publish', (channel: string, message: string | Buffer) =>
      commands.publish(channel, message),
    ),
  };
  const subscribing = {
    ...listening(subscriber),
    subscribe: fireAndForget('subscribe', (channels: string[]) => subscriber.subscribe(...channels)),
    unsubscribe: fireAndForget('unsubscribe', (channels: string[]) => subscriber.unsubscribe(...channels)),
    psubscribe: fireAndForget('psubscribe', (pattern: string) => subscriber.psubscribe(pattern)),
    punsubscribe: fireAndForget('punsubscribe', (pattern: string) => subscriber.punsubscribe(pattern)),
  };
  return createAdapter(publishing, subscribing, { key });
}
