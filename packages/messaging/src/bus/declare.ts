import { EVENTS, type SubscriptionManifest } from '@chowk/contracts/events';
import type { Channel } from 'amqplib';
import type { Topology } from '../topology.ts';

/** What is declared: everybody's queues, whoever declares them. */
export interface DeclaredTopology {
  topology: Topology;
  manifest: SubscriptionManifest;
  /** Waits before another try of a failed handler, in ms; each is a retry queue. */
  retryDelaysMs: readonly number[];
}

/**
 * After so many deliveries that ended neither in an ack nor in a try of its own, a message is a dead letter:
 * it takes its process down with it. The default of RabbitMQ 4, said because older ones have none.
 */
const DELIVERY_LIMIT = 20;

/**
 * A queue that nobody empties for so long refuses further messages, and they wait in their outbox instead of
 * on the broker's disk, whose alarm would stop every publisher.
 */
const MAX_LENGTH = 1_000_000;

/**
 * Replicated, and dead-lettering waits for a confirm of its own: a node that dies takes nothing along
 * (https://www.rabbitmq.com/docs/quorum-queues#activating-at-least-once-dead-lettering, which needs
 * reject-publish). Changing any argument needs a new QUEUE_VERSION.
 */
const replicated = {
  'x-queue-type': 'quorum',
  'x-overflow': 'reject-publish',
  'x-dead-letter-exchange': '',
  'x-dead-letter-strategy': 'at-least-once',
} as const;

/** Declares exchanges, queues and bindings of the whole manifest; declaring them again is harmless. */
export async function declareTopology(
  channel: Channel,
  { topology, manifest, retryDelaysMs }: DeclaredTopology,
): Promise<void> {
  await channel.assertExchange(topology.events, 'topic', { durable: true });
  for (const delayMs of retryDelaysMs) {
    const retry = topology.retry(delayMs);
    await channel.assertExchange(retry, 'fanout', { durable: true });
    await channel.assertQueue(retry, {
      durable: true,
      arguments: { ...replicated, 'x-message-ttl': delayMs },
    });
    await channel.bindQueue(retry, retry, '');
  }
  for (const [service, subscriptions] of Object.entries(manifest)) {
    const deadLetters = topology.deadLetters(service);
    // Nothing limits deliveries here: what the service cannot store stays.
    await channel.assertQueue(deadLetters, {
      durable: true,
      arguments: { 'x-queue-type': 'quorum', 'x-delivery-limit': -1 },
    });
    for (const [name, events] of Object.entries(subscriptions)) {
      const queue = topology.queue(service, name);
      await channel.assertQueue(queue, {
        durable: true,
        arguments: {
          ...replicated,
          'x-dead-letter-routing-key': deadLetters,
          'x-delivery-limit': DELIVERY_LIMIT,
          'x-max-length': MAX_LENGTH,
        },
      });
      for (const event of events) await channel.bindQueue(queue, topology.events, EVENTS[event].type);
    }
  }
}
