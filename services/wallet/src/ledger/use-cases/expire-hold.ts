import { AppError } from '@chowk/contracts/errors';
import { releaseTransfer, type Hold } from '../domain/hold.ts';
import type { LedgerRepository } from '../ports.ts';
import { endHold } from './end-hold.ts';
import type { LedgerTx } from './transact.ts';
import type { WriteTransfer } from './write-transfer.ts';

/**
 * Gives the money of a hold back that timed out by `now`, in a transaction of `Transact`.
 * @throws AppError HOLD_CLOSED when it has ended, or has not timed out yet
 */
export type ExpireHold = (hold: Hold, now: Date, tx: LedgerTx) => Promise<void>;

export const createExpireHold =
  (deps: { ledger: Pick<LedgerRepository, 'findTransfer'>; writeTransfer: WriteTransfer }): ExpireHold =>
  async (hold, now, tx) => {
    if (hold.expiresAt > now) throw new AppError('HOLD_CLOSED');
    await endHold(releaseTransfer(hold), tx, deps);
  };
