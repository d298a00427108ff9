import { connect, type Channel, type GetMessage } from 'amqplib';
import { HEADERS, topology } from '../topology.ts';

/** A message that failed every try, for an admin to look at. */
export interface DeadLetter {
  eventId: string;
  queue: string;
  error: string;
  failedAt: string;
  content: string;
}

interface DeadLetterOptions {
  url: string;
  prefix: string;
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

const describe = (message: GetMessage): DeadLetter => ({
  eventId: asText(message.properties.messageId),
  queue: asText(message.properties.headers?.[HEADERS.queue]),
  error: asText(message.properties.headers?.[HEADERS.error]),
  failedAt: asText(message.properties.headers?.[HEADERS.failedAt]),
  content: message.content.toString(),
});

/** Looks at each dead letter; those that `visit` does not take go back into the queue unchanged. */
async function walk(
  options: DeadLetterOptions,
  limit: number,
  visit: (message: GetMessage, channel: Channel) => Promise<'taken' | 'left'>,
): Promise<void> {
  const connection = await connect(options.url);
  try {
    const channel = await connection.createConfirmChannel();
    const queue = topology(options.prefix).deadLetters;
    await channel.assertQueue(queue, { durable: true });
    const left: GetMessage[] = [];
    for (let seen = 0; seen < limit; seen++) {
      const message = await channel.get(queue);
      if (!message) break;
      if ((await visit(message, channel)) === 'left') left.push(message);
      else {
        await channel.waitForConfirms();
        channel.ack(message);
      }
    }
    for (const message of left.reverse()) channel.nack(message, false, true);
    await channel.close();
  } finally {
    await connection.close();
  }
}

/** The oldest dead letters; they stay where they are. */
export async function listDeadLetters(options: DeadLetterOptions, limit = 100): Promise<DeadLetter[]> {
  const found: DeadLetter[] = [];
  await walk(options, limit, async (message) => {
    found.push(describe(message));
    return 'left';
  });
  return found;
}

/**
 * Sends dead letters back to the queue they came from, with all tries ahead of them: one by its event id,
 * or all. Returns how many. What had its effect already is known to the inbox and does nothing.
 */
export async function replayDeadLetters(
  options: DeadLetterOptions,
  eventId?: string,
  limit = 1000,
): Promise<number> {
  let replayed = 0;
  await walk(options, limit, async (message, channel) => {
    const letter = describe(message);
    if (eventId !== undefined && letter.eventId !== eventId) return 'left';
    const headers = { ...message.properties.headers, [HEADERS.tries]: 0 };
    channel.sendToQueue(letter.queue, message.content, {
      persistent: true,
      messageId: letter.eventId,
      headers,
    });
    replayed += 1;
    return 'taken';
  });
  return replayed;
}
