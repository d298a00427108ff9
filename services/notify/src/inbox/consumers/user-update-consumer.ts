import type { SUBSCRIPTIONS } from '@chowk/contracts/events';
import {
  defineBatchSubscription,
  type BatchSubscription,
  type Delivery,
  type IncomingEvent,
  type Lane,
} from '@chowk/messaging';
import type { CausedUpdate, StreamEnds, UserUpdate } from '../use-cases/publish-user-updates.ts';

/** What waits to be told to people, of whatever subscription: one transaction for many. */
export type UpdateLane = Lane<CausedUpdate, StreamEnds>;

type UserUpdates = (typeof SUBSCRIPTIONS)['notify'];
type UpdateName = Exclude<keyof UserUpdates, 'admin-alerts'>;
type UpdateEvent<Name extends UpdateName> = IncomingEvent<UserUpdates[Name][number]>;

/**
 * A subscription whose effect is to tell one person something: it is stored with the event, together with what
 * else waits in the lane, and signaled to the replicas once it has committed.
 */
export const userUpdateConsumer = <Name extends UpdateName>(
  name: Name,
  options: {
    /** Undefined when there is nothing to tell. */
    updateFor(event: UpdateEvent<Name>, delivery: Delivery): UserUpdate | undefined;
    older?: 'drop' | 'mark';
  },
  lane: UpdateLane,
): BatchSubscription<UserUpdates[Name][number], CausedUpdate> =>
  defineBatchSubscription('notify', name, {
    lane,
    ...(options.older && { older: options.older }),
    itemOf(event, delivery) {
      const update = options.updateFor(event, delivery);
      const origin = { traceparent: event.traceparent, requestId: event.requestid };
      return update && { update, eventId: event.id, origin };
    },
  });
