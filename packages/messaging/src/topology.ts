import { EVENTS, type EventName, type SubscriptionManifest } from '@chowk/contracts/events';

/**
 * Arguments of a queue can never change: whoever declares it with others is refused. So a change of arguments
 * is a new version, which is part of the names. 1 were classic queues without a suffix.
 */
export const QUEUE_VERSION = 2;

/** Names on the broker, all under one prefix so that installations and tests share a broker. */
export const topology = (prefix: string) => {
  const versioned = (name: string, version = QUEUE_VERSION): string =>
    version === 1 ? `${prefix}.${name}` : `${prefix}.${name}.v${version}`;
  return {
    /** Topic exchange that carries every event by its type. */
    events: `${prefix}.events`,
    /** Queue of one subscription of one service. */
    queue: (service: string, subscription: string, version?: number) =>
      versioned(`${service}.${subscription}`, version),
    /**
     * Retry queue, where a message waits before another try, and the exchange in front of it. Messages enter with
     * the name of their queue as routing key and leave through the default exchange, which takes the routing
     * key for a queue name: one retry queue serves all queues.
     */
    retry: (delayMs: number, version?: number) => versioned(`retry.${delayMs}`, version),
    /** Where messages of a service end that failed every try, until the service has stored them. */
    deadLetters: (service: string) => versioned(`${service}.dead-letters`),
    /** The one queue for dead letters of all services, up to version 1 of the queues. */
    sharedDeadLetters: `${prefix}.dead-letters`,
    /** The subscription that a queue belongs to; undefined when it is none of ours. */
    subscriptionOf(queue: string, service: string): string | undefined {
      const start = `${prefix}.${service}.`;
      return queue.startsWith(start) ? queue.slice(start.length).replace(/\.v\d+$/, '') : undefined;
    },
  };
};

export type Topology = ReturnType<typeof topology>;

/** Headers that we add to messages. */
export const HEADERS = {
  tries: 'x-chowk-tries',
  queue: 'x-chowk-queue',
  error: 'x-chowk-error',
  firstFailedAt: 'x-chowk-first-failed-at',
  failedAt: 'x-chowk-failed-at',
} as const;

/** Routing keys of the events that some subscription takes. */
export function consumedTypes(manifest: SubscriptionManifest): Set<string> {
  const names: EventName[] = Object.values(manifest).flatMap((service) => Object.values(service).flat());
  return new Set(names.map((name) => EVENTS[name].type));
}
