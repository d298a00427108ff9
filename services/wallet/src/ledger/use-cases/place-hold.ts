import { holdTransfer, type Hold } from '../domain/hold.ts';
import type { HoldRepository } from '../ports.ts';
import type { LedgerTx } from './transact.ts';
import type { WriteTransfer } from './write-transfer.ts';

/**
 * Sets money of a user aside, in a transaction of `Transact`. Each way to end a hold first claims it: whoever
 * claims moves the money, so it moves once.
 * Rejects with DuplicateId when the id is taken.
 * @throws AppError INSUFFICIENT_FUNDS, also for a taken id
 */
export type PlaceHold = (given: Omit<Hold, 'state'>, tx: LedgerTx) => Promise<void>;

export const createPlaceHold =
  (deps: { holds: Pick<HoldRepository, 'insert'>; writeTransfer: WriteTransfer }): PlaceHold =>
  async (given, tx) => {
    const hold: Hold = { ...given, state: 'held' };
    await deps.writeTransfer(holdTransfer(hold), tx);
    await deps.holds.insert(hold, tx);
  };
