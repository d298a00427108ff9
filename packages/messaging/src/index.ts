export { Bus } from './bus/bus.ts';
export { createDeadLettersCollection } from './dead-letters/dead-letter.model.ts';
export { createDeadLetters, type DeadLetter, type DeadLetters } from './dead-letters/dead-letters.ts';
export { createInboxCollection, Inbox } from './inbox/inbox.ts';
export { KeyedMutex } from './inbox/keyed-mutex.ts';
export { createSubjectVersionsCollection } from './inbox/subject-versions.ts';
export {
  defineSubscription,
  subscriptionsOf,
  type AnySubscription,
  type Delivery,
  type IncomingEvent,
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
