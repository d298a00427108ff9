import { AppError, isAppError } from '@chowk/contracts/errors';
import { ownerOf } from '../domain/account.ts';
import { DuplicateId } from '../domain/duplicate-id.ts';
import { firstTransferMismatch, type NewTransfer, type Transfer } from '../domain/transfer.ts';
import type { LedgerRepository } from '../ports.ts';
import type { Transact } from './transact.ts';
import type { WriteTransfer } from './write-transfer.ts';

/**
 * One transfer by itself, idempotent by its id: a repetition answers the transfer that stands.
 * @throws AppError TRANSFER_MISMATCH naming the field when the id was used for another transfer,
 *   INSUFFICIENT_FUNDS, AMOUNT_OUT_OF_RANGE
 */
export type TransferMoney = (given: NewTransfer) => Promise<Transfer>;

export const createTransferMoney =
  (deps: {
    ledger: Pick<LedgerRepository, 'findTransfer'>;
    transact: Transact;
    writeTransfer: WriteTransfer;
  }): TransferMoney =>
  async (given) => {
    const owners = given.postings.flatMap(({ source, destination }) => [source, destination]).map(ownerOf);
    const inTurnOf = owners.find((id) => id !== undefined) ?? given.id;
    try {
      return await deps.transact(inTurnOf, (tx) => deps.writeTransfer(given, tx));
    } catch (error) {
      // It may be that there is too little because this very transfer has taken it.
      if (!(error instanceof DuplicateId) && !isAppError(error, 'INSUFFICIENT_FUNDS')) throw error;
      const stored = await deps.ledger.findTransfer(given.id);
      if (!stored) throw error;
      const field = firstTransferMismatch(stored, given);
      if (field !== undefined) throw new AppError('TRANSFER_MISMATCH', { details: [{ path: field }] });
      return stored;
    }
  };
