import { SUBSCRIPTIONS, type EventName, type SubscriptionManifest } from '@chowk/contracts/events';
import type { Tx } from '../outbox/outbox.ts';
import type { Delivery, IncomingEvent } from './incoming-event.ts';

/**
 * Subscriptions whose events are handled together: what waits in a lane becomes one transaction, over many
 * events and whatever they are about. A process runs one batch of a lane at a time, so that two of its
 * transactions never meet on what the lane writes; meanwhile the next batch gathers.
 */
export interface Lane<Item = unknown, Result = unknown> {
  /** Names it in logs and failpoints. */
  readonly name: string;
  /** Longest time in ms that an event waits for others while no batch is under way. */
  readonly windowMs: number;
  /** Events of one batch at the most. */
  readonly maxEvents: number;
  /**
   * The effects of a batch, in the transaction that also records its events: `items` are what the subscriptions
   * made of them, in the order in which they arrived. Database work on `tx.session` only. It must come to
   * the same as one item after the other would. A write conflict runs it again; when it throws, the batch is
   * taken apart until the item that it cannot take stands alone.
   */
  handle(items: readonly Item[], tx: Tx): Promise<Result>;
  /** As that of a subscription, once for a batch, with what `handle` returned. */
  afterCommit?(result: Result): Promise<void>;
}

/** What a service does on events that it takes together with others. */
interface BatchHandlers<Names extends EventName, Item> {
  lane: Lane<Item>;
  /** What an event gives to the lane; undefined, or left out, when to be recorded is all that it needs. */
  itemOf?(event: IncomingEvent<Names>, delivery: Delivery): Item | undefined;
  /** As in `Subscription`: once, after the effect has committed; not for a duplicate. */
  afterCommit?(event: IncomingEvent<Names>): Promise<void>;
  /** As in `Subscription`. */
  older?: 'drop' | 'mark';
}

/** A subscription of the manifest whose events take a lane; made by `defineBatchSubscription`. */
export interface BatchSubscription<Names extends EventName = EventName, Item = unknown> extends BatchHandlers<
  Names,
  Item
> {
  readonly service: string;
  /** Names the queue. */
  readonly name: string;
  readonly events: readonly Names[];
}

/** Makes `defineBatchSubscription` for a manifest, see `subscriptionsOf`. */
export const batchSubscriptionsOf =
  <Manifest extends SubscriptionManifest>(manifest: Manifest) =>
  <Service extends keyof Manifest & string, Name extends keyof Manifest[Service] & string, Item>(
    service: Service,
    name: Name,
    handlers: BatchHandlers<Manifest[Service][Name][number], Item>,
  ): BatchSubscription<Manifest[Service][Name][number], Item> => ({
    ...handlers,
    service,
    name,
    events: manifest[service]![name]!,
  });

/** Says what a service does on the events of one of its subscriptions in `SUBSCRIPTIONS`, many at a time. */
export const defineBatchSubscription = batchSubscriptionsOf(SUBSCRIPTIONS);
