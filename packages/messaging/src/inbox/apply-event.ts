import type { EventName } from '@chowk/contracts/events';
import type { Outcome } from './apply-batch.ts';
import { DuplicateEvent, inboxKey } from './inbox-rows.ts';
import type { Stores } from './stores.ts';
import type { IncomingEvent } from './incoming-event.ts';
import type { Subscription } from './subscription.ts';

/** What became of an event, and what is to be done now that it has committed. */
export interface Applied {
  outcome: Outcome;
  afterCommit?: (() => Promise<void> | undefined) | undefined;
}

/** Applies an event in a transaction of its own, which also records it. @throws what the handler threw */
export async function applyEvent<Names extends EventName, Result>(
  subscription: Subscription<Names, Result>,
  event: IncomingEvent<Names>,
  { outbox, rows, versions }: Stores,
): Promise<Applied> {
  const { name, older } = subscription;
  const { subject, subjectversion: version } = event;
  try {
    return await outbox.transact(async (tx): Promise<Applied> => {
      await rows.add([inboxKey(name, event.id)], tx.session);
      const isOutdated =
        older !== undefined &&
        version !== undefined &&
        (await versions.isOutdated({ subscription: name, subject, version }, tx.session));
      if (isOutdated && older === 'drop') return { outcome: 'outdated' };
      const result = await subscription.handle(event, tx, { isOutdated });
      return { outcome: 'handled', afterCommit: () => subscription.afterCommit?.(event, result) };
    });
  } catch (error) {
    if (!(error instanceof DuplicateEvent)) throw error;
    return { outcome: 'duplicate' };
  }
}
