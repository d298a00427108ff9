import { AppError } from '@chowk/contracts/errors';
import { releaseTransfer } from '../domain/hold.ts';
import type { HoldRepository } from '../ports.ts';
import type { LedgerTx } from './transact.ts';
import type { WriteTransfer } from './write-transfer.ts';

/**
 * Gives the money of a hold back, timed out or not, in a transaction of `Transact`.
 * @throws AppError HOLD_CLOSED when it has ended
 */
export type VoidHold = (id: string, tx: LedgerTx) => Promise<void>;

export const createVoidHold =
  (deps: { holds: Pick<HoldRepository, 'claim'>; writeTransfer: WriteTransfer }): VoidHold =>
  async (id, tx) => {
    const hold = await deps.holds.claim(id, 'voided', {}, tx);
    if (!hold) throw new AppError('HOLD_CLOSED');
    await deps.writeTransfer(releaseTransfer(hold), tx);
  };
