import { AppError, isAppError } from '@chowk/contracts/errors';
import { backoffMs, type Backoff, type Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { LedgerApi } from '../../ledger/ledger.ts';
import type { PaymentRepository, Release } from '../ports.ts';

const BATCH = 100;
/** Waits between tries of a hold that cannot be released. */
const RETRIES: Backoff = { firstMs: 1_000, maxMs: 10 * 60_000 };

interface Deps {
  payments: Pick<PaymentRepository, 'endHold' | 'listReleases' | 'putOffRelease'>;
  ledger: Pick<LedgerApi, 'transact' | 'expireHold'>;
  /** How many are released at a time. */
  concurrency: number;
  clock: Clock;
  logger: Logger;
}

/**
 * Gives the money of timed-out holds back. Only that is its job: a timed-out hold cannot be captured from the
 * moment it timed out, however late this runs. A hold that cannot be released is logged and put off, longer
 * each time, and keeps nobody else's money waiting.
 * @returns when the next one is due, if any
 */
export type ExpireHolds = (signal: AbortSignal) => Promise<Date | undefined>;

export const createExpireHolds =
  (deps: Deps): ExpireHolds =>
  async (signal) => {
    for (;;) {
      const now = deps.clock();
      const releases = await deps.payments.listReleases(BATCH);
      const due = releases.filter(({ at }) => at <= now);
      if (due.length === 0) return releases[0]?.at;
      const left = due.values();
      const releaseInTurn = async (): Promise<void> => {
        for (const hold of left) {
          if (signal.aborted) return;
          await release(hold, now, deps);
        }
      };
      await Promise.all(Array.from({ length: deps.concurrency }, releaseInTurn));
      if (due.length < BATCH || signal.aborted) break;
    }
    return (await deps.payments.listReleases(1))[0]?.at;
  };

async function release({ id, userId, tries }: Release, now: Date, deps: Deps): Promise<void> {
  const { ledger, payments, clock, logger } = deps;
  try {
    await ledger.transact(userId, async (tx) => {
      const change = { now, timedOutBy: now, reason: 'timed out' };
      const payment = await payments.endHold(id, 'voided', change, tx);
      if (!payment) throw new AppError('HOLD_CLOSED');
      await ledger.expireHold(payment, now, tx);
    });
  } catch (err) {
    // Another replica, or a Void, was quicker.
    if (isAppError(err, 'HOLD_CLOSED')) return;
    const failures = tries + 1;
    const again = new Date(clock().getTime() + backoffMs(RETRIES, failures));
    await payments.putOffRelease(id, failures, again);
    logger.error(
      { err, holdId: id, tries: failures },
      'a timed-out hold could not be released, will try again',
    );
  }
}
