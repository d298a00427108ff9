import { raiseAttention, type AttentionEntry, type AttentionSource } from '@chowk/attention';
import type { Tx } from '@chowk/messaging';
import { format } from '@chowk/money';
import { newId } from '@chowk/runtime/ids';
import type { UnmatchedMoney } from './domain/unmatched-money.ts';
import type { UnmatchedRepository } from './ports.ts';
import type { ResolveUnmatched } from './use-cases/resolve-unmatched.ts';

const KIND = 'money';

/**
 * Money in suspense that nobody has decided about. Replay has it given back now; to credit it to the user has a
 * route of its own, which says so and takes an Idempotency-Key.
 */
export const unmatchedAttention = (deps: {
  unmatched: Pick<UnmatchedRepository, 'list' | 'countHeld'>;
  resolveUnmatched: ResolveUnmatched;
}): AttentionSource => ({
  kind: KIND,
  async list({ limit, after }) {
    const found = await deps.unmatched.list({
      ...{ statuses: ['held'], limit },
      after: after && { createdAt: after.since, id: after.id },
    });
    return found.map(entryOf);
  },
  count: () => deps.unmatched.countHeld(),
  replay: {
    async run(unmatchedId, { userId }) {
      const decision = { id: newId('dec'), unmatchedId, action: 'refund' as const, by: userId };
      await deps.resolveUnmatched({ ...decision, note: 'asked for in the list of what needs attention' });
    },
  },
});

/** In the transaction that puts money into suspense. */
export const raiseUnmatched = (money: UnmatchedMoney, tx: Tx): void =>
  raiseAttention(tx, 'wallet', KIND, entryOf(money));

const entryOf = ({
  id,
  provider,
  paymentId,
  amount,
  left,
  reason,
  createdAt,
}: UnmatchedMoney): AttentionEntry => ({
  id,
  title: `${format(amount)} from ${provider} for ${paymentId} count for nothing.`,
  subject: paymentId,
  since: createdAt,
  attempts: 1,
  reason,
  data: { provider, paymentId, amount: amount.amount, left, currency: amount.currency },
});
