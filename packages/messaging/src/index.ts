export { Bus } from './bus/bus.ts';
export { KeyedMutex } from './inbox/keyed-mutex.ts';
export { listDeadLetters, replayDeadLetters, type DeadLetter } from './inbox/dead-letters.ts';
export { createInboxCollection, Inbox } from './inbox/subscribe.ts';
export type { AnySubscription, IncomingEvent, Subscription } from './inbox/subscription.ts';
export { createOutboxCollection, Outbox, type Tx } from './outbox/outbox.ts';
export {
  type JobChange,
  type JobDeclaration,
  type JobRequest,
  type JobScheduler,
} from './outbox/scheduled-jobs.ts';
