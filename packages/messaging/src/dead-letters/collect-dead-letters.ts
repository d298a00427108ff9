import { createHash } from 'node:crypto';
import { envelopeSchema } from '@chowk/contracts/events';
import type { Logger } from '@chowk/runtime/log';
import type { ConsumeMessage } from 'amqplib';
import type { Connection } from 'mongoose';
import type { Bus } from '../bus/bus.ts';
import type { QueueConsumer } from '../bus/consumer.ts';
import { holdUntil } from '../inbox/hold.ts';
import type { Outbox, Tx } from '../outbox/outbox.ts';
import { HEADERS, type Topology } from '../topology.ts';
import { DEAD_LETTERS, type DeadLetterDocument } from './dead-letter.model.ts';

const PREFETCH = 10;

/**
 * Brings dead letters of a service from the broker into its database, where they can be listed, counted and
 * replayed: a quorum queue cannot be looked into without consuming it. A letter is acknowledged when it is
 * stored; until then it is on its queue.
 */
export function collectDeadLetters(deps: {
  service: string;
  bus: Bus;
  connection: Connection;
  outbox: Pick<Outbox, 'transact'>;
  logger: Logger;
  onDeadLetter?: OnDeadLetter | undefined;
}): QueueConsumer {
  const { service, bus, connection, outbox, logger, onDeadLetter } = deps;
  const letters = connection.collection<DeadLetterDocument>(DEAD_LETTERS);
  return {
    queue: bus.topology.deadLetters(service),
    prefetch: PREFETCH,
    async handle(message, signal) {
      const { _id, ...fields } = letterOf(message, bus.topology, service);
      const store = () =>
        outbox.transact(async (tx) => {
          const before = await letters.findOneAndUpdate(
            { _id },
            {
              $set: { ...fields, state: 'dead' },
              $inc: { deaths: 1 },
              $unset: { endedAt: true },
              $setOnInsert: { actions: [] },
            },
            { upsert: true, returnDocument: 'before', session: tx.session },
          );
          // One that comes again before its acknowledgement needs somebody already.
          if (before?.state !== 'dead') onDeadLetter?.({ id: _id, ...fields }, tx);
        });
      await holdUntil(store, {
        signal,
        onFailure: (err, retryInMs) =>
          logger.error({ err, letter: _id, retryInMs }, 'a dead letter could not be stored, it is held'),
      });
    },
  };
}

type NewLetter = Omit<DeadLetterDocument, 'state' | 'deaths' | 'actions' | 'endedAt'>;

/** Joins the transaction that stores a letter, each time it dies. */
export type OnDeadLetter = (letter: Omit<NewLetter, '_id'> & { id: string }, tx: Tx) => void;

function letterOf(message: ConsumeMessage, topology: Topology, service: string): NewLetter {
  const headers: Record<string, unknown> = message.properties.headers ?? {};
  const content = message.content.toString();
  const envelope = envelopeSchema.safeParse(parsed(content));
  // A message without an id gets one from what it says, so that it is the same letter whenever it comes again.
  const id =
    textOf(message.properties.messageId) || createHash('sha256').update(content).digest('hex').slice(0, 32);
  const eventId = envelope.success ? envelope.data.id : id;
  const limit = overDeliveryLimit(headers);
  const subscription = topology.subscriptionOf(limit?.queue ?? textOf(headers[HEADERS.queue]), service) ?? '';
  const now = new Date();
  const traceparent = textOf(headers['traceparent']);
  return {
    _id: `${subscription}:${eventId}`,
    subscription,
    eventId,
    type: envelope.success ? envelope.data.type : '',
    subject: envelope.success ? envelope.data.subject : '',
    error: limit ? limit.error : textOf(headers[HEADERS.error]),
    tries: Number(headers[HEADERS.tries] ?? 0) + (limit ? 1 : 0),
    firstFailedAt: instantOf(headers[HEADERS.firstFailedAt]) ?? now,
    diedAt: now,
    content,
    ...(traceparent && { traceparent }),
  };
}

/** Of a message that the broker set aside itself, from which queue: its process went down with each delivery. */
function overDeliveryLimit(headers: Record<string, unknown>): { queue: string; error: string } | undefined {
  const deaths = Array.isArray(headers['x-death'])
    ? (headers['x-death'] as Array<Record<string, unknown>>)
    : [];
  const death = deaths.find(({ reason }) => reason === 'delivery_limit');
  if (!death) return undefined;
  return {
    queue: textOf(death['queue']),
    error: 'delivered too often without an answer: handling it may end the process',
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function instantOf(value: unknown): Date | undefined {
  const time = Date.parse(textOf(value));
  return Number.isNaN(time) ? undefined : new Date(time);
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
