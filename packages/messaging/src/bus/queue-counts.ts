import type { ChannelModel } from 'amqplib';

/** Reply code of AMQP. */
const NOT_FOUND = 404;

/** What a queue holds; undefined when there is none. A channel of its own asks: the broker closes it if not. */
export async function queueCounts(
  model: ChannelModel,
  queue: string,
): Promise<{ messages: number; consumers: number } | undefined> {
  const channel = await model.createChannel();
  channel.on('error', () => undefined);
  try {
    const { messageCount: messages, consumerCount: consumers } = await channel.checkQueue(queue);
    await channel.close();
    return { messages, consumers };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === NOT_FOUND) return undefined;
    throw error;
  }
}
