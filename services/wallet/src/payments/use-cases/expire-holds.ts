import { isAppError } from '@chowk/contracts/errors';
import type { Holds } from '../../ledger/holds.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { HoldStore } from '../../ledger/ports.ts';
import type { PaymentStore } from '../ports.ts';

const BATCH = 100;

/**
 * Gives the money of timed-out holds back. Only that is its job: a timed-out hold cannot be captured from the
 * moment it timed out, however late this runs.
 */
export const expireHolds =
  (deps: { payments: PaymentStore; ledger: Ledger; holds: Holds; holdStore: HoldStore }) =>
  async (): Promise<void> => {
    const now = new Date();
    for (const { id, userId } of await deps.holdStore.expired(now, BATCH)) {
      try {
        await deps.ledger.transact(userId, async (tx) => {
          await deps.holds.expire(id, now, tx);
          await deps.payments.move(id, 'voided', { now, reason: 'timed out' }, tx);
        });
      } catch (error) {
        // Another replica, or a Void, was quicker.
        if (!isAppError(error, 'HOLD_CLOSED')) throw error;
      }
    }
  };
