import { releaseTransfer, type Hold } from '../domain/hold.ts';
import type { LedgerRepository } from '../ports.ts';
import { endHold } from './end-hold.ts';
import type { LedgerTx } from './transact.ts';
import type { WriteTransfer } from './write-transfer.ts';

/**
 * Gives the money of a hold back, timed out or not, in a transaction of `Transact`.
 * @throws AppError HOLD_CLOSED when it has ended
 */
export type VoidHold = (hold: Hold, tx: LedgerTx) => Promise<void>;

export const createVoidHold =
  (deps: { ledger: Pick<LedgerRepository, 'findTransfer'>; writeTransfer: WriteTransfer }): VoidHold =>
  (hold, tx) =>
    endHold(releaseTransfer(hold), tx, deps);
