import type { Money } from '@chowk/money';
import { userAccount } from './account.ts';
import type { NewTransfer, Posting } from './transfer.ts';

/**
 * Money of a user that is set aside until `expiresAt`. The ledger keeps no row of it: who asked for it knows
 * whether it is open, and each way to end it is a transfer under one id, so it ends once. As in TigerBeetle's
 * two-phase transfers, https://docs.tigerbeetle.com/coding/two-phase-transfers/
 */
export interface Hold {
  id: string;
  userId: string;
  amount: Money;
  reference: string;
  expiresAt: Date;
}

/** Of the transfer that ends a hold, however it ends. */
const closingId = (id: string): string => `${id}:closed`;

const between = (source: string, destination: string, amount: number, currency: string): Posting => ({
  source,
  destination,
  amount,
  currency,
});

/** Sets the money aside. */
export const holdTransfer = ({ id, userId, amount, reference }: Hold): NewTransfer => ({
  id: `${id}:hold`,
  kind: 'hold',
  reference,
  postings: [
    between(userAccount(userId, 'available'), userAccount(userId, 'held'), amount.amount, amount.currency),
  ],
});

/**
 * Takes `amount` minor units of what is held to `destination`; what remains returns to the user.
 * @throws Error when that is more than is held, or nothing
 */
export function captureTransfer(hold: Hold, amount: number, destination: string): NewTransfer {
  const { id, userId, reference } = hold;
  const rest = hold.amount.amount - amount;
  if (rest < 0) throw new Error(`hold ${id} has less than ${amount}`);
  const held = userAccount(userId, 'held');
  const { currency } = hold.amount;
  const postings = [between(held, destination, amount, currency)];
  if (rest > 0) postings.push(between(held, userAccount(userId, 'available'), rest, currency));
  return { id: closingId(id), kind: 'capture', reference, postings };
}

/** Gives all of it back, voided or timed out. */
export const releaseTransfer = ({ id, userId, amount, reference }: Hold): NewTransfer => ({
  id: closingId(id),
  kind: 'void',
  reference,
  postings: [
    between(userAccount(userId, 'held'), userAccount(userId, 'available'), amount.amount, amount.currency),
  ],
});
