import { AppError } from '@chowk/contracts/errors';
import { captureTransfer, type Hold } from '../domain/hold.ts';
import type { LedgerRepository } from '../ports.ts';
import { endHold } from './end-hold.ts';
import type { LedgerTx } from './transact.ts';
import type { WriteTransfer } from './write-transfer.ts';

/**
 * Takes the money of a hold, or a part of it: the rest returns to the user. In a transaction of `Transact`.
 * @param given.destination name of the account that gets it
 * @param given.amount minor units; without it all that is held
 * @param given.now a hold that has timed out by then is closed
 * @throws AppError HOLD_CLOSED when it has ended or timed out
 */
export type CaptureHold = (
  given: { hold: Hold; destination: string; amount?: number; now: Date },
  tx: LedgerTx,
) => Promise<void>;

export const createCaptureHold =
  (deps: { ledger: Pick<LedgerRepository, 'findTransfer'>; writeTransfer: WriteTransfer }): CaptureHold =>
  async ({ hold, destination, amount, now }, tx) => {
    if (hold.expiresAt <= now) throw new AppError('HOLD_CLOSED');
    await endHold(captureTransfer(hold, amount ?? hold.amount.amount, destination), tx, deps);
  };
