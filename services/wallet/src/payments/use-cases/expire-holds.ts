import { isAppError } from '@chowk/contracts/errors';
import { backoffMs, type Backoff, type Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { LedgerApi } from '../../ledger/ledger.ts';
import type { PaymentRepository } from '../ports.ts';

const BATCH = 100;
/** Waits between tries of a hold that cannot be released. */
const RETRIES: Backoff = { firstMs: 1_000, maxMs: 10 * 60_000 };

interface Deps {
  payments: Pick<PaymentRepository, 'transition'>;
  ledger: Pick<LedgerApi, 'transact' | 'expireHold' | 'listExpiredHolds' | 'putOffHold'>;
  /** How many are released at a time. */
  concurrency: number;
  clock: Clock;
  logger: Logger;
}

/**
 * Gives the money of timed-out holds back. Only that is its job: a timed-out hold cannot be captured from the
 * moment it timed out, however late this runs. A hold that cannot be released is logged and put off, longer
 * each time, and keeps nobody else's money waiting.
 */
export type ExpireHolds = (signal: AbortSignal) => Promise<void>;

export const createExpireHolds =
  (deps: Deps): ExpireHolds =>
  async (signal) => {
    for (let found = BATCH; found === BATCH && !signal.aborted;) {
      const now = deps.clock();
      const expired = await deps.ledger.listExpiredHolds(now, BATCH);
      found = expired.length;
      const left = expired.values();
      const releaseInTurn = async (): Promise<void> => {
        for (const hold of left) {
          if (signal.aborted) return;
          await release(hold, now, deps);
        }
      };
      await Promise.all(Array.from({ length: deps.concurrency }, releaseInTurn));
    }
  };

type Expired = Awaited<ReturnType<LedgerApi['listExpiredHolds']>>[number];

async function release({ id, userId, releaseTries }: Expired, now: Date, deps: Deps): Promise<void> {
  const { ledger, payments, clock, logger } = deps;
  try {
    await ledger.transact(userId, async (tx) => {
      await ledger.expireHold(id, now, tx);
      await payments.transition(id, 'voided', { now, reason: 'timed out' }, tx);
    });
  } catch (err) {
    // Another replica, or a Void, was quicker.
    if (isAppError(err, 'HOLD_CLOSED')) return;
    const tries = releaseTries + 1;
    await ledger.putOffHold(id, tries, new Date(clock().getTime() + backoffMs(RETRIES, tries)));
    logger.error({ err, holdId: id, tries }, 'a timed-out hold could not be released, will try again');
  }
}
