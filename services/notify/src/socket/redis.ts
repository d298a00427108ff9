import type { Logger } from '@chowk/runtime/log';
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';

export interface RedisConnections {
  /** For commands: gives up soon rather than keep a request waiting. */
  commands: Redis;
  /** For subscriptions: waits for Redis as long as it takes, and subscribes again after each reconnect. */
  subscriber: Redis;
  close(): Promise<void>;
}

export function connectRedis(url: string, logger: Logger): RedisConnections {
  const commands = new Redis(url, { maxRetriesPerRequest: 1, commandTimeout: 2_000 });
  const subscriber = new Redis(url, { maxRetriesPerRequest: null });
  const connections = [commands, subscriber];
  for (const connection of connections)
    connection.on('error', (err: Error) => logger.warn({ err }, 'redis connection failed, reconnecting'));
  return {
    commands,
    subscriber,
    async close() {
      for (const connection of connections) {
        if (connection.status === 'ready') await connection.quit();
        else connection.disconnect();
      }
    },
  };
}

/**
 * The Socket.IO adapter over our connections. It drops the promises of the commands it sends, and a dropped
 * rejection ends the process; so it gets commands that never reject. What is lost that way is a signal,
 * which the periodic check makes good, or a live-only alert.
 */
export function redisAdapter(connections: RedisConnections, key: string, logger: Logger) {
  const { commands, subscriber } = connections;
  const careless =
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
    publish: careless('publish', (channel: string, message: string | Buffer) =>
      commands.publish(channel, message),
    ),
  };
  const subscribing = {
    ...listening(subscriber),
    subscribe: careless('subscribe', (channels: string[]) => subscriber.subscribe(...channels)),
    unsubscribe: careless('unsubscribe', (channels: string[]) => subscriber.unsubscribe(...channels)),
    psubscribe: careless('psubscribe', (pattern: string) => subscriber.psubscribe(pattern)),
    punsubscribe: careless('punsubscribe', (pattern: string) => subscriber.punsubscribe(pattern)),
  };
  return createAdapter(publishing, subscribing, { key });
}
