import { EVENTS } from '@chowk/contracts/events';
import type { Tx } from '@chowk/messaging';
import type { AttentionEntry, AttentionPosition, AttentionSource } from '../ports.ts';
import { raiseAttention } from '../raise-attention.ts';
import { shortReason } from './short-reason.ts';

const KIND = 'dead-letter';

/** A message that failed every try, as @chowk/messaging keeps it. */
export interface AttentionLetter {
  /** `<subscription>:<event id>` */
  id: string;
  subscription: string;
  eventId: string;
  /** Type and subject of the event; empty when the message is none. */
  type: string;
  subject: string;
  error: string;
  tries: number;
  diedAt: Date;
}

/** What the list needs of the dead letters of a service. */
export interface LetterBox {
  /** Letters that need somebody, the oldest first by `diedAt` and id. */
  listOldestFirst(page: {
    limit: number;
    after?: { diedAt: Date; id: string } | undefined;
  }): Promise<AttentionLetter[]>;
  count(): Promise<number>;
  /** @throws AppError NOT_FOUND when no such letter needs somebody */
  replay(id: string, by: string): Promise<void>;
  /** @throws AppError NOT_FOUND when no such letter needs somebody */
  discard(id: string, by: string): Promise<void>;
}

/**
 * Dead letters: sent back to their queue, or ended. A replay is confirmed by the broker and then recorded, so it
 * may be sent twice; the inbox of the subscription knows what it sees twice.
 */
export const deadLetters = (letters: LetterBox): AttentionSource => ({
  kind: KIND,
  async list({ limit, after }) {
    const found = await letters.listOldestFirst({ limit, after: positionOf(after) });
    return found.map(entryOf);
  },
  count: () => letters.count(),
  replay: { run: (id, { userId }) => letters.replay(id, userId) },
  resolve: { run: (id, { userId }) => letters.discard(id, userId) },
});

/**
 * For whoever stores dead letters, in the transaction that does. One about stuck work is listed and not said:
 * what could not be told would make another that cannot be told, without an end.
 */
export const raiseDeadLetter =
  (service: string) =>
  (letter: AttentionLetter, tx: Tx): void => {
    if (letter.type !== EVENTS.attentionRaised.type) raiseAttention(tx, service, KIND, entryOf(letter));
  };

const positionOf = (after: AttentionPosition | undefined) => after && { diedAt: after.since, id: after.id };

const entryOf = (letter: AttentionLetter): AttentionEntry => ({
  id: letter.id,
  title: `The event ${letter.type || 'of an unknown type'} could not be handled by ${letter.subscription || 'anybody'}.`,
  ...(letter.subject !== '' && { subject: letter.subject }),
  since: letter.diedAt,
  attempts: letter.tries,
  reason: shortReason(letter.error),
  data: { subscription: letter.subscription, eventId: letter.eventId, type: letter.type },
});
