import type { Envelope, EventData, EventName } from '@chowk/contracts/events';
import type { Tx } from '../outbox/outbox.ts';

/** An event as a handler gets it: `name` tells the kind and narrows the data. */
export type IncomingEvent<Names extends EventName> = {
  [Name in Names]: Envelope<EventData<Name>> & { name: Name };
}[Names];

/** What a service does on events. `Result` is what the effect hands on to the work after its commit. */
export interface Subscription<Names extends EventName, Result = void> {
  /** Names the queue; a subscription that is renamed starts a new queue. */
  name: string;
  events: readonly Names[];
  /**
   * The effect, inside the transaction that also records the event: it happens once however often the event
   * arrives. Database work on `tx.session` only. A write conflict runs it again; the result is that of the
   * run that committed.
   */
  handle(event: IncomingEvent<Names>, tx: Tx): Promise<Result>;
  /**
   * Signals and live updates, after the effect has committed. At most once: not for a duplicate, not after a
   * crash, and when it throws, that is logged and the message counts as handled. What matters belongs into
   * the transaction: an event or a job of its own.
   */
  afterCommit?(event: IncomingEvent<Names>, result: Result): Promise<void>;
  /** Events with the same key are handled one after the other by one process, in the order they arrived there. */
  serialBy?(event: IncomingEvent<Names>): string;
}

/** A subscription of whatever events, as lists of them hold it. */
export type AnySubscription = Subscription<EventName, unknown>;
