import { newId } from '@chowk/runtime/ids';

/** An amount as gRPC has it. */
export const amountOf = (amount: number) => ({ amount: String(amount), currency: 'INR' });

/** A request to hold money of a user for an order. */
export const authorization = (userId: string, amount: number, extra: object = {}) => ({
  paymentId: newId('pay'),
  userId,
  amount: amountOf(amount),
  reference: newId('ord'),
  holdSeconds: 900,
  ...extra,
});

export const codeOf = (outcome: PromiseSettledResult<unknown>): string =>
  outcome.status === 'fulfilled' ? 'ok' : (outcome.reason as { code: string }).code;

/** How many outcomes there are of each code. */
export const count = (outcomes: PromiseSettledResult<unknown>[]) => {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[codeOf(outcome)] = (counts[codeOf(outcome)] ?? 0) + 1;
  return counts;
};

/** Calls so many times at once. */
export const repeat = <T>(times: number, work: (i: number) => Promise<T>) =>
  Promise.allSettled(Array.from({ length: times }, (_, i) => work(i)));
