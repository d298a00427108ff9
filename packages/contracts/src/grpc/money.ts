import { money, type Money } from '@chowk/money';
import { z } from 'zod';
import type { Money__Output } from '../generated/chowk/common/v1/Money.ts';

/** Money as it crosses gRPC: int64 as a string of digits. */
export const grpcMoneySchema = z
  .object({ amount: z.string().regex(/^\d{1,16}$/), currency: z.string().regex(/^[A-Z]{3}$/) })
  .transform(({ amount, currency }, check): Money => {
    const minor = Number(amount);
    if (Number.isSafeInteger(minor)) return money(minor, currency);
    check.addIssue({ code: 'custom', message: 'is more than 2^53-1' });
    return z.NEVER;
  });

export const toGrpcMoney = (value: Money): { amount: string; currency: string } => ({
  amount: String(value.amount),
  currency: value.currency,
});

/** @throws MoneyError when the amount is not a safe integer, Error when it is missing. */
export function fromGrpcMoney(value: Money__Output | null): Money {
  if (!value) throw new Error('the answer lacks an amount of money');
  return money(Number(value.amount), value.currency);
}
