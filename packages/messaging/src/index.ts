export { Bus } from './bus/bus.ts';
export { createDeadLettersCollection } from './dead-letters/dead-letter.model.ts';
export { createDeadLetters, type DeadLetter, type DeadLetters } from './dead-letters/dead-letters.ts';
export { Inbox } from './inbox/inbox.ts';
export { createInboxCollection } from './inbox/inbox-rows.ts';
export type { Delivery, IncomingEvent } from './inbox/incoming-event.ts';
export { KeyedMutex } from './inbox/keyed-mutex.ts';
export {
  batchSubscriptionsOf,
  defineBatchSubscription,
  type BatchSubscription,
  type Lane,
} from './inbox/lane.ts';
export { createSubjectVersionsCollection } from './inbox/subject-versions.ts';
export {
  defineSubscription,
  subscriptionsOf,
  type AnySubscription,
  type Subscription,
} from './inbox/subscription.ts';
export { createOutboxCollection } from './outbox/outbox.repository.ts';
export { Outbox, type Tx } from './outbox/outbox.ts';
export {
  type JobChange,
  type JobDeclaration,
  type JobRequest,
  type JobScheduler,
} from './outbox/scheduled-jobs.ts';
