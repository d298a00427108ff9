import { isAppError } from '@chowk/contracts/errors';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { LedgerApi } from '../../ledger/ledger.ts';
import type { PaymentRepository } from '../ports.ts';

const BATCH = 100;

/**
 * Gives the money of timed-out holds back. Only that is its job: a timed-out hold cannot be captured from the
 * moment it timed out, however late this runs. A hold that cannot be released is logged and left for the next
 * run, and keeps nobody else's money waiting.
 */
export type ExpireHolds = (signal: AbortSignal) => Promise<void>;

export const createExpireHolds =
  (deps: {
    payments: Pick<PaymentRepository, 'transition'>;
    ledger: Pick<LedgerApi, 'transact' | 'expireHold' | 'listExpiredHolds'>;
    clock: Clock;
    logger: Logger;
  }): ExpireHolds =>
  async (signal) => {
    const now = deps.clock();
    for (const { id, userId } of await deps.ledger.listExpiredHolds(now, BATCH)) {
      if (signal.aborted) return;
      try {
        await deps.ledger.transact(userId, async (tx) => {
          await deps.ledger.expireHold(id, now, tx);
          await deps.payments.transition(id, 'voided', { now, reason: 'timed out' }, tx);
        });
      } catch (err) {
        // Another replica, or a Void, was quicker.
        if (isAppError(err, 'HOLD_CLOSED')) continue;
        deps.logger.error({ err, holdId: id }, 'a timed-out hold could not be released, will try again');
      }
    }
  };
