import { AppError } from '@chowk/contracts/errors';
import { releaseTransfer } from '../domain/hold.ts';
import type { HoldRepository } from '../ports.ts';
import type { LedgerTx } from './transact.ts';
import type { WriteTransfer } from './write-transfer.ts';

/**
 * Gives the money of a hold back that timed out by `now`, in a transaction of `Transact`.
 * @throws AppError HOLD_CLOSED when it has ended, or has not timed out yet
 */
export type ExpireHold = (id: string, now: Date, tx: LedgerTx) => Promise<void>;

export const createExpireHold =
  (deps: { holds: Pick<HoldRepository, 'claim'>; writeTransfer: WriteTransfer }): ExpireHold =>
  async (id, now, tx) => {
    const hold = await deps.holds.claim(id, 'expired', { expiredAt: now }, tx);
    if (!hold) throw new AppError('HOLD_CLOSED');
    await deps.writeTransfer(releaseTransfer(hold), tx);
  };
