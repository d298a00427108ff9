import { AppError } from '@chowk/contracts/errors';
import type { Clock } from '@chowk/runtime/lifecycle';
import { after } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import type { Bus } from '../bus/bus.ts';
import { UnroutableMessage } from '../bus/publisher.ts';
import { DEAD_LETTERS, type DeadLetterDocument } from './dead-letter.model.ts';

/** A message that failed every try, for people to judge. */
export type DeadLetter = Omit<DeadLetterDocument, '_id' | 'traceparent' | 'endedAt'> & { id: string };

/** The last letter of the page before. */
interface PageEnd {
  diedAt: Date;
  id: string;
}

/** The dead letters of one service. */
export interface DeadLetters {
  /** Letters that need somebody, the newest first, at most `limit`; after a given one for the next page. */
  list(page: { limit: number; after?: PageEnd | undefined }): Promise<DeadLetter[]>;
  /** The same, those that wait for longest first. */
  listOldestFirst(page: { limit: number; after?: PageEnd | undefined }): Promise<DeadLetter[]>;
  /** How many need somebody. */
  count(): Promise<number>;
  /** A letter in whatever state. */
  find(id: string): Promise<DeadLetter | undefined>;
  /**
   * Sends a letter back to the queue of its subscription, with all tries ahead of it. What had its effect is
   * known to the inbox and does nothing.
   * @throws AppError NOT_FOUND when no such letter needs somebody, ILLEGAL_TRANSITION when its subscription has
   *   left the manifest or its queue is gone; the letter then stays as it is
   */
  replay(id: string, by: string): Promise<void>;
  /** Ends a letter without an effect. @throws AppError NOT_FOUND when no such letter needs somebody */
  discard(id: string, by: string): Promise<void>;
}

const toLetter = ({
  _id,
  traceparent: _trace,
  endedAt: _ended,
  ...letter
}: DeadLetterDocument): DeadLetter => ({
  id: _id,
  ...letter,
});

export function createDeadLetters(deps: {
  service: string;
  bus: Bus;
  connection: Connection;
  clock: Clock;
}): DeadLetters {
  const { service, bus, connection, clock } = deps;
  const letters = connection.collection<DeadLetterDocument>(DEAD_LETTERS);

  const listBy = async (
    order: Record<'diedAt' | '_id', 1 | -1>,
    { limit, after: end }: { limit: number; after?: PageEnd | undefined },
  ): Promise<DeadLetter[]> => {
    const found = await letters
      .find({ state: 'dead', ...after(order, end && [end.diedAt, end.id]) })
      .sort(order)
      .limit(limit)
      .toArray();
    return found.map(toLetter);
  };
  const findDead = async (id: string): Promise<DeadLetterDocument> => {
    const letter = await letters.findOne({ _id: id, state: 'dead' });
    if (!letter) throw new AppError('NOT_FOUND');
    return letter;
  };
  /** False when the letter has died again, or somebody else has ended it. */
  const end = async (
    letter: DeadLetterDocument,
    action: 'replay' | 'discard',
    by: string,
  ): Promise<boolean> => {
    const { _id, deaths } = letter;
    const at = clock();
    const state = action === 'replay' ? 'replayed' : 'discarded';
    const result = await letters.updateOne(
      { _id, state: 'dead', deaths },
      { $set: { state, endedAt: at }, $push: { actions: { action, by, at } } },
    );
    return result.modifiedCount === 1;
  };

  return {
    list: (page) => listBy({ diedAt: -1, _id: -1 }, page),
    listOldestFirst: (page) => listBy({ diedAt: 1, _id: 1 }, page),

    count: () => letters.countDocuments({ state: 'dead' }),

    async find(id) {
      const letter = await letters.findOne({ _id: id });
      return letter ? toLetter(letter) : undefined;
    },

    async replay(id, by) {
      const letter = await findDead(id);
      const { subscription, eventId, content, traceparent } = letter;
      if (bus.manifest[service]?.[subscription] === undefined) throw gone(subscription);
      try {
        await bus.send({
          exchange: '',
          routingKey: bus.topology.queue(service, subscription),
          content: Buffer.from(content),
          mandatory: true,
          messageId: eventId,
          headers: { ...(traceparent !== undefined && { traceparent }) },
        });
      } catch (error) {
        throw error instanceof UnroutableMessage ? gone(subscription, error) : error;
      }
      // After the confirm: a crash here leaves a letter that has been sent, and the inbox knows what it sees twice.
      if (!(await end(letter, 'replay', by)))
        await letters.updateOne({ _id: id }, { $push: { actions: { action: 'replay', by, at: clock() } } });
    },

    async discard(id, by) {
      const letter = await findDead(id);
      if (!(await end(letter, 'discard', by))) throw new AppError('NOT_FOUND');
    },
  };
}

const gone = (subscription: string, cause?: unknown): AppError =>
  new AppError('ILLEGAL_TRANSITION', {
    cause,
    details: [{ path: 'subscription', message: `${subscription} has no queue any more` }],
  });
