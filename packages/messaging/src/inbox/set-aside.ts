import { redactText, type Logger } from '@chowk/runtime/log';
import type { ConsumeMessage } from 'amqplib';
import type { Bus } from '../bus/bus.ts';
import type { OutgoingMessage } from '../bus/publisher.ts';
import { HEADERS } from '../topology.ts';
import { holdUntil } from './hold.ts';
import { UnreadableMessage } from './read-event.ts';

const REASON_LENGTH = 500;
/** Where a failed message came from. */
interface FailedMessage {
  message: ConsumeMessage;
  service: string;
  queue: string;
  error: unknown;
}

/**
 * Sends a failed message to a retry queue, or after its last try to the dead letters. While the broker takes
 * nothing the message is held.
 * @throws the reason of `signal` when told to give up; the message is then still the queue's
 */
export async function setAside(
  { bus, logger }: { bus: Bus; logger: Logger },
  { message, service, queue, error }: FailedMessage,
  signal: AbortSignal,
): Promise<void> {
  const { headers = {}, messageId } = message.properties as ConsumeMessage['properties'] & {
    messageId: string | undefined;
  };
  const tries = Number(headers[HEADERS.tries] ?? 0) + 1;
  const delayMs = error instanceof UnreadableMessage ? undefined : bus.retryDelaysMs[tries - 1];
  const now = new Date().toISOString();
  const facts = { queue, tries, eventId: messageId };
  const outgoing: OutgoingMessage = {
    exchange: delayMs === undefined ? '' : bus.topology.retry(delayMs),
    routingKey: delayMs === undefined ? bus.topology.deadLetters(service) : queue,
    content: message.content,
    mandatory: true,
    ...(messageId !== undefined && { messageId }),
    headers: {
      ...(headers['traceparent'] !== undefined && { traceparent: headers['traceparent'] as string }),
      [HEADERS.tries]: tries,
      [HEADERS.queue]: queue,
      [HEADERS.error]: reasonOf(error),
      [HEADERS.firstFailedAt]: (headers[HEADERS.firstFailedAt] as string | undefined) ?? now,
      [HEADERS.failedAt]: now,
    },
  };
  if (delayMs === undefined) logger.error({ err: error, ...facts }, 'event gave up on, now a dead letter');
  else logger.warn({ err: error, ...facts, retryInMs: delayMs }, 'event handler failed, will try again');

  await holdUntil(() => bus.send(outgoing, signal), {
    signal,
    onFailure: (err, retryInMs) =>
      logger.error({ err, ...facts, retryInMs }, 'a failed message could not be sent on, it is held'),
  });
}

/** Redacted first: a cut might leave half of what must not be kept. */
const reasonOf = (error: unknown): string =>
  redactText(error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(
    0,
    REASON_LENGTH,
  );
