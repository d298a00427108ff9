import type { EventName } from '@chowk/contracts/events';
import { DuplicateEvent, inboxKey } from './inbox-rows.ts';
import type { BatchSubscription, Lane } from './lane.ts';
import type { Stores } from './stores.ts';
import { NewerVersion, type VersionedEvent } from './subject-versions.ts';
import type { IncomingEvent } from './incoming-event.ts';

/** What became of one delivery. */
export type Outcome = 'handled' | 'duplicate' | 'outdated';

/** One event on its way through a lane. */
export interface BatchDelivery {
  subscription: BatchSubscription;
  event: IncomingEvent<EventName>;
}

const keyOf = ({ subscription, event }: BatchDelivery): string => inboxKey(subscription.name, event.id);

/**
 * Applies what a lane has gathered, in one transaction that records all of its events. That some were handled
 * before, or have been overtaken, is seldom: it is not asked, a key or a predicate tells, and the transaction runs
 * once more without those, or with a closer look.
 * Outcomes are in the order of the deliveries; a second delivery of an event is a duplicate of the first.
 * @throws what the lane threw
 */
export async function applyBatch<Item, Result>(
  lane: Lane<Item, Result>,
  deliveries: readonly BatchDelivery[],
  { outbox, rows, versions }: Stores,
): Promise<{ outcomes: Outcome[]; result: { value: Result } | undefined }> {
  const fresh = new Map<string, BatchDelivery>();
  for (const delivery of deliveries) if (!fresh.has(keyOf(delivery))) fresh.set(keyOf(delivery), delivery);
  let judge: 'advance' | 'areOutdated' = 'advance';

  while (fresh.size > 0) {
    const batch = [...fresh.values()];
    try {
      const { outdated, result } = await outbox.transact(async (tx) => {
        await rows.add([...fresh.keys()], tx.session);
        const versioned = batch.filter(isVersioned);
        const answers = await versions[judge](versioned.map(versionOf), tx.session);
        const old = new Set(versioned.filter((_delivery, index) => answers[index]));
        const items = batch.flatMap((delivery) => {
          const item = itemOf<Item>(delivery, old.has(delivery));
          return item === undefined ? [] : [item];
        });
        return {
          outdated: new Set([...old].filter(({ subscription }) => subscription.older === 'drop')),
          result: items.length > 0 ? { value: await lane.handle(items, tx) } : undefined,
        };
      });
      const outcomes = deliveries.map((delivery): Outcome => {
        if (fresh.get(keyOf(delivery)) !== delivery) return 'duplicate';
        return outdated.has(delivery) ? 'outdated' : 'handled';
      });
      return { outcomes, result };
    } catch (error) {
      if (error instanceof DuplicateEvent) {
        const keys = [...fresh.keys()];
        const known = keys.length === 1 ? keys : await rows.findMany(keys);
        // Not to be seen yet: taken apart, each event finds out for itself.
        if (known.length === 0) throw error;
        for (const key of known) fresh.delete(key);
      } else if (error instanceof NewerVersion && judge === 'advance') judge = 'areOutdated';
      else throw error;
    }
  }
  return { outcomes: deliveries.map(() => 'duplicate'), result: undefined };
}

const isVersioned = ({ subscription, event }: BatchDelivery): boolean =>
  subscription.older !== undefined && event.subjectversion !== undefined;

const versionOf = ({ subscription, event }: BatchDelivery): VersionedEvent => ({
  subscription: subscription.name,
  subject: event.subject,
  version: event.subjectversion!,
});

function itemOf<Item>({ subscription, event }: BatchDelivery, isOutdated: boolean): Item | undefined {
  if (isOutdated && subscription.older === 'drop') return undefined;
  // The lane is that of the subscription, whose type said what it takes.
  return subscription.itemOf?.(event, { isOutdated }) as Item | undefined;
}
