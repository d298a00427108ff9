import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@chowk/runtime/log';
import type { Channel, ChannelModel, ConsumeMessage } from 'amqplib';
import { queueCounts } from './queue-counts.ts';

/** Takes messages of one queue, each acknowledged once `handle` has resolved. */
export interface QueueConsumer {
  queue: string;
  /** Messages under way at a time. */
  prefetch: number;
  /** The queue may not be there, and is then left alone. */
  isOptional?: boolean;
  /** Runs on each fresh channel, ahead of consuming. */
  prepare?(channel: Channel): Promise<void>;
  /**
   * Rejects only for what cannot be helped here; the message then comes again. `signal` tells whoever waits
   * for better times to give up: the message is no longer ours, or we stop.
   */
  handle(message: ConsumeMessage, signal: AbortSignal): Promise<void>;
}

/** Longest wait at stop for the broker to answer. */
const ANSWER_LIMIT_MS = 2_000;

/** A consumer on one connection. */
export interface RunningConsumer {
  /** Takes nothing more; resolves when the messages under way have been handled. */
  stop(): Promise<void>;
  /** The connection has gone. */
  lost(): void;
}

/**
 * Consumes until stopped or lost. Whatever silences it otherwise (the queue deleted, its node gone, the channel
 * closed) is an error that ends the connection, so that everything is set up anew.
 */
export async function startConsumer(
  model: ChannelModel,
  { queue, prefetch, isOptional, prepare, handle }: QueueConsumer,
  { logger, onSilenced }: { logger: Logger; onSilenced(error: Error): void },
): Promise<RunningConsumer | undefined> {
  if (isOptional && !(await queueCounts(model, queue))) return undefined;
  const channel = await model.createChannel();
  const lost = new AbortController();
  const stopping = new AbortController();
  const giveUp = AbortSignal.any([lost.signal, stopping.signal]);
  const working = new Set<Promise<void>>();
  channel.on('error', (error: Error) => onSilenced(error));
  channel.on('close', () => {
    lost.abort();
    if (!stopping.signal.aborted) onSilenced(new Error(`the channel of ${queue} closed`));
  });
  await prepare?.(channel);
  await channel.prefetch(prefetch);

  const work = async (message: ConsumeMessage): Promise<void> => {
    try {
      await handle(message, giveUp);
      if (!lost.signal.aborted) channel.ack(message);
    } catch (err) {
      if (giveUp.aborted) return;
      // Unacknowledged it would stay with us; without its channel the broker delivers it again.
      logger.error({ err, queue }, 'a message could not be dealt with, connecting again');
      onSilenced(err instanceof Error ? err : new Error(String(err)));
    }
  };
  const { consumerTag } = await channel.consume(queue, (message) => {
    if (!message) {
      logger.error({ queue }, 'the broker cancelled a consumer, connecting again');
      onSilenced(new Error(`the consumer of ${queue} was cancelled`));
      return;
    }
    const done = work(message).finally(() => working.delete(done));
    working.add(done);
  });
  return {
    async stop() {
      stopping.abort();
      if (lost.signal.aborted) return;
      await inTime(channel.cancel(consumerTag));
      await Promise.all(working);
      await inTime(channel.close());
    },
    lost: () => lost.abort(),
  };
}

const inTime = (answer: Promise<unknown>): Promise<unknown> =>
  Promise.race([answer.catch(() => undefined), sleep(ANSWER_LIMIT_MS)]);
