import type { SUBSCRIPTIONS } from '@chowk/contracts/events';
import { defineSubscription, type Delivery, type IncomingEvent, type Subscription } from '@chowk/messaging';
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

type UserUpdates = (typeof SUBSCRIPTIONS)['notify'];
type UpdateName = Exclude<keyof UserUpdates, 'admin-alerts'>;
type UpdateEvent<Name extends UpdateName> = IncomingEvent<UserUpdates[Name][number]>;

/**
 * A subscription whose effect is to tell one person something: it is stored with the event, one person's
 * events one after the other, and signaled to the replicas once it has committed.
 */
export const userUpdateConsumer = <Name extends UpdateName>(
  name: Name,
  options: {
    userOf(event: UpdateEvent<Name>): string;
    /** Undefined when there is nothing to tell. */
    updateFor(event: UpdateEvent<Name>, delivery: Delivery): UserUpdate | undefined;
    older?: 'drop' | 'mark';
  },
  { publish, notifier }: UserUpdateDeps,
): Subscription<UserUpdates[Name][number], StreamEnd | undefined> =>
  defineSubscription('notify', name, {
    ...(options.older && { older: options.older }),
    serialBy: (event) => options.userOf(event),
    async handle(event, tx, delivery) {
      const update = options.updateFor(event, delivery);
      if (!update) return undefined;
      const origin = { traceparent: event.traceparent, requestId: event.requestid };
      const seq = await publish(tx, update, { eventId: event.id, origin });
      return { userId: update.userId, seq };
    },
    async afterCommit(_event, end) {
      if (end) notifier.notify(end.userId, end.seq);
    },
  });
