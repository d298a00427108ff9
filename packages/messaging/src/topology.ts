/** Names on the broker, all under one prefix so that installations and tests share a broker. */
export const topology = (prefix: string) => ({
  /** Topic exchange that carries every event by its type. */
  events: `${prefix}.events`,
  /** Queue of one subscription of one service. */
  queue: (service: string, subscription: string) => `${prefix}.${service}.${subscription}`,
  /**
   * Retry queue, where a message waits before another try. Messages enter with the name of their queue as
   * routing key and leave through the default exchange, which takes the routing key for a queue name: one
   * retry queue serves all queues.
   */
  retry: (delayMs: number) => `${prefix}.retry.${delayMs}`,
  /** Where messages end that failed every try. */
  deadLetters: `${prefix}.dead-letters`,
});

export type Topology = ReturnType<typeof topology>;

/** Headers that we add to messages. */
export const HEADERS = {
  tries: 'x-chowk-tries',
  queue: 'x-chowk-queue',
  error: 'x-chowk-error',
  failedAt: 'x-chowk-failed-at',
} as const;
