import { holdTransfer, type Hold } from '../domain/hold.ts';
import type { LedgerTx } from './transact.ts';
import type { WriteTransfer } from './write-transfer.ts';

/**
 * Sets money of a user aside, in a transaction of `Transact`. Whoever asks keeps what is to be known of the hold
 * and tells `openHolds` of it while it is open, in the same transaction.
 * Rejects with DuplicateId when the id is taken.
 * @throws AppError INSUFFICIENT_FUNDS, also for a taken id
 */
export type PlaceHold = (hold: Hold, tx: LedgerTx) => Promise<void>;

export const createPlaceHold =
  (deps: { writeTransfer: WriteTransfer }): PlaceHold =>
  async (hold, tx) => {
    await deps.writeTransfer(holdTransfer(hold), tx);
  };
