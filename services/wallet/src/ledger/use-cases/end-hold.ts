import { AppError, isAppError } from '@chowk/contracts/errors';
import { DuplicateId } from '../domain/duplicate-id.ts';
import type { NewTransfer } from '../domain/transfer.ts';
import type { LedgerRepository } from '../ports.ts';
import type { LedgerTx } from './transact.ts';
import type { WriteTransfer } from './write-transfer.ts';

/**
 * Writes the transfer that ends a hold. All of a hold's have one id: whoever is first moves the money.
 * @throws AppError HOLD_CLOSED when it has ended
 */
export async function endHold(
  closing: NewTransfer,
  tx: LedgerTx,
  deps: { ledger: Pick<LedgerRepository, 'findTransfer'>; writeTransfer: WriteTransfer },
): Promise<void> {
  try {
    await deps.writeTransfer(closing, tx);
  } catch (error) {
    // It may be that there is too little because the hold has ended. That was decided ahead of any write: the
    // transaction can still be asked.
    const hasEnded =
      error instanceof DuplicateId ||
      (isAppError(error, 'INSUFFICIENT_FUNDS') && (await deps.ledger.findTransfer(closing.id, tx)));
    throw hasEnded ? new AppError('HOLD_CLOSED', { cause: error }) : error;
  }
}
