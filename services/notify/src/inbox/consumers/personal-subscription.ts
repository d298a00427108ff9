import type { EventName } from '@chowk/contracts/events';
import type { IncomingEvent, Subscription } from '@chowk/messaging';
import type { Signals } from '../../stream/ports.ts';
import type { TellPerson, Tidings } from '../use-cases/tell-person.ts';

/** What the consumers need to tell people things. */
export interface Telling {
  tell: TellPerson;
  signals: Signals;
}

/**
 * A subscription whose effect is to tell one person something: it is stored with the event, one person's
 * events one after the other, and signalled to the replicas once it has committed.
 */
export function personalSubscription<Names extends EventName>(
  options: { name: string; events: readonly Names[]; tidings(event: IncomingEvent<Names>): Tidings },
  { tell, signals }: Telling,
): Subscription<Names> {
  /** What `handle` stored, for `afterCommit` of the same event. */
  const stored = new WeakMap<IncomingEvent<Names>, { userId: string; seq: number }>();
  return {
    name: options.name,
    events: options.events,
    serialBy: (event) => options.tidings(event).userId,
    async handle(event, tx) {
      const tidings = options.tidings(event);
      const origin = { traceparent: event.traceparent, requestId: event.requestid };
      const seq = await tell(tx, tidings, { eventId: event.id, origin });
      stored.set(event, { userId: tidings.userId, seq });
    },
    async afterCommit(event) {
      const { userId, seq } = stored.get(event)!;
      signals.raise(userId, seq);
    },
  };
}
