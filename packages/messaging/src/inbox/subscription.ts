import { SUBSCRIPTIONS, type EventName, type SubscriptionManifest } from '@chowk/contracts/events';
import type { Tx } from '../outbox/outbox.ts';
import type { Delivery, IncomingEvent } from './incoming-event.ts';
import type { BatchSubscription } from './lane.ts';

/** What a service does on events. `Result` is what the effect hands on to the work after its commit. */
interface SubscriptionHandlers<Names extends EventName, Result> {
  /**
   * The effect, inside the transaction that also records the event: it happens once however often the event
   * arrives. Database work on `tx.session` only. A write conflict runs it again; the result is that of the
   * run that committed. Lists of values in events are open: have a default branch.
   */
  handle(event: IncomingEvent<Names>, tx: Tx, delivery: Delivery): Promise<Result>;
  /**
   * Signals and live updates, after the effect has committed. At most once: not for a duplicate, not after a
   * crash, and when it throws, that is logged and the message counts as handled. What matters belongs into
   * the transaction: an event or a job of its own.
   */
  afterCommit?(event: IncomingEvent<Names>, result: Result): Promise<void>;
  /**
   * Events with the same key are handled one after the other by one process. It only spares conflicts: over
   * retries, reconnects and replicas it promises no order. What order matters for says `older`.
   */
  serialBy?(event: IncomingEvent<Names>): string;
  /**
   * What becomes of an event that tells of an older version of its subject than this subscription has applied:
   * it is recorded and has no effect (`drop`), or is handled with `isOutdated` set (`mark`). Left out, versions
   * are not looked at. An event without a version is never older.
   */
  older?: 'drop' | 'mark';
}

/** A subscription of the manifest together with what it does; made by `defineSubscription`. */
export interface Subscription<
  Names extends EventName = EventName,
  Result = unknown,
> extends SubscriptionHandlers<Names, Result> {
  readonly service: string;
  /** Names the queue. */
  readonly name: string;
  readonly events: readonly Names[];
}

/** A subscription of whatever events, as lists of them hold it. */
export type AnySubscription = Subscription | BatchSubscription;

/**
 * Makes `defineSubscription` for a manifest: service and name must be a line of it, and the events are those of
 * that line, so a service cannot subscribe to what the manifest does not say.
 */
export const subscriptionsOf =
  <Manifest extends SubscriptionManifest>(manifest: Manifest) =>
  <Service extends keyof Manifest & string, Name extends keyof Manifest[Service] & string, Result>(
    service: Service,
    name: Name,
    handlers: SubscriptionHandlers<Manifest[Service][Name][number], Result>,
  ): Subscription<Manifest[Service][Name][number], Result> => ({
    ...handlers,
    service,
    name,
    events: manifest[service]![name]!,
  });

/** Says what a service does on the events of one of its subscriptions in `SUBSCRIPTIONS`. */
export const defineSubscription = subscriptionsOf(SUBSCRIPTIONS);

/**
 * Holds what a service declares to its lines of the manifest, both ways: what is declared but not in there would
 * have no queue, and a queue without a consumer would only fill.
 * @throws Error naming the difference
 */
export function checkSubscriptions(
  manifest: SubscriptionManifest,
  service: string,
  declared: readonly AnySubscription[],
): void {
  const wanted = Object.keys(manifest[service] ?? {});
  const names = declared.map(({ name }) => name);
  const strangers = declared.filter((one) => one.service !== service || !wanted.includes(one.name));
  const missing = wanted.filter((name) => !names.includes(name));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const problems = [
    ...strangers.map((one) => `${one.service}.${one.name} is not a subscription of ${service}`),
    ...missing.map((name) => `${service}.${name} is in the manifest and nothing consumes it`),
    ...twice.map((name) => `${service}.${name} is declared twice`),
  ];
  if (problems.length > 0) throw new Error(problems.join('; '));
}
