import type { EventName } from '@chowk/contracts/events';
import type { IncomingEvent, Subscription } from '@chowk/messaging';
import type { StreamNotifier } from '../ports.ts';
import type { PublishUserUpdate, UserUpdate } from '../use-cases/publish-user-update.ts';

/** What the consumers need to tell people things. */
export interface UserUpdateDeps {
  publish: PublishUserUpdate;
  notifier: StreamNotifier;
}

/** Where a person's stream ends once an update is in it. */
interface StreamEnd {
  userId: string;
  seq: number;
}

/**
 * A subscription whose effect is to tell one person something: it is stored with the event, one person's
 * events one after the other, and signaled to the replicas once it has committed.
 */
export const userUpdateConsumer = <Names extends EventName>(
  options: {
    name: string;
    events: readonly Names[];
    userOf(event: IncomingEvent<Names>): string;
    updateFor(event: IncomingEvent<Names>): UserUpdate;
  },
  { publish, notifier }: UserUpdateDeps,
): Subscription<Names, StreamEnd> => ({
  name: options.name,
  events: options.events,
  serialBy: (event) => options.userOf(event),
  async handle(event, tx) {
    const update = options.updateFor(event);
    const origin = { traceparent: event.traceparent, requestId: event.requestid };
    const seq = await publish(tx, update, { eventId: event.id, origin });
    return { userId: update.userId, seq };
  },
  async afterCommit(_event, { userId, seq }) {
    notifier.notify(userId, seq);
  },
});
