import { AppError } from '@chowk/contracts/errors';
import { captureTransfer } from '../domain/hold.ts';
import type { HoldRepository } from '../ports.ts';
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
  given: { id: string; destination: string; amount?: number; now: Date },
  tx: LedgerTx,
) => Promise<void>;

export const createCaptureHold =
  (deps: { holds: Pick<HoldRepository, 'claim'>; writeTransfer: WriteTransfer }): CaptureHold =>
  async ({ id, destination, amount, now }, tx) => {
    const hold = await deps.holds.claim(id, 'posted', { validAt: now }, tx);
    if (!hold) throw new AppError('HOLD_CLOSED');
    await deps.writeTransfer(captureTransfer(hold, amount ?? hold.amount.amount, destination), tx);
  };
