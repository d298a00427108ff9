import { AppError } from '@chowk/contracts/errors';
import { money } from '@chowk/money';
import type { Clock } from '@chowk/runtime/lifecycle';
import { SUSPENSE, userAccount } from '../../ledger/domain/account.ts';
import { DuplicateId } from '../../ledger/domain/duplicate-id.ts';
import type { LedgerApi, LedgerTx } from '../../ledger/ledger.ts';
import type { DecidedMoney, UnmatchedDecision, UnmatchedMoney } from '../domain/unmatched-money.ts';
import { refundUnmatchedJob } from '../jobs.ts';
import type { UnmatchedRepository } from '../ports.ts';

/**
 * Carries out what an admin decided about unmatched money, with a row for the audit in the same transaction;
 * once by the decision's id. `refund` has it given back to the customer now, `credit` gives it to the user
 * whose payment it was meant for.
 * @throws AppError NOT_FOUND, ILLEGAL_TRANSITION when it is not in suspense any more or on its way back,
 *   VALIDATION_FAILED for a credit in another currency than the wallet's
 */
export type ResolveUnmatched = (decision: Omit<UnmatchedDecision, 'at'>) => Promise<DecidedMoney>;

export function createResolveUnmatched(deps: {
  unmatched: Pick<UnmatchedRepository, 'find' | 'move' | 'addLeft' | 'insertDecision' | 'listDecisions'>;
  ledger: Pick<LedgerApi, 'transact' | 'writeTransfer'>;
  /** Of the wallets, ISO 4217. */
  currency: string;
  clock: Clock;
}): ResolveUnmatched {
  const { unmatched, ledger, currency, clock } = deps;

  async function credit(
    { id, userId, paymentId, amount, left }: UnmatchedMoney,
    decisionId: string,
    tx: LedgerTx,
  ): Promise<void> {
    if (amount.currency !== currency) {
      throw new AppError('VALIDATION_FAILED', {
        details: [{ path: 'params.id', message: `the wallet is in ${currency}, the money is not` }],
      });
    }
    const now = clock();
    if (!(await unmatched.move(id, 'credited', now, tx))) throw illegal('credited');
    await unmatched.addLeft(id, -left, now, tx);
    const destination = userAccount(userId, 'available');
    const postings = [{ source: SUSPENSE, destination, ...money(left, currency) }];
    await ledger.writeTransfer(
      { id: `${decisionId}:credit`, kind: 'topup', reference: paymentId, postings },
      tx,
    );
    tx.unschedule(refundUnmatchedJob, id);
  }

  return async (decision) => {
    const { id: decisionId, unmatchedId, action } = decision;
    const found = await unmatched.find(unmatchedId);
    if (!found) throw new AppError('NOT_FOUND');
    try {
      await ledger.transact(found.userId, async (tx) => {
        await unmatched.insertDecision({ ...decision, at: clock() }, tx);
        const current = (await unmatched.find(unmatchedId, tx)) ?? found;
        if (action === 'credit') return credit(current, decisionId, tx);
        if (current.status !== 'held' && current.status !== 'refunding') throw illegal('refunding');
        tx.schedule({ job: refundUnmatchedJob, key: unmatchedId, data: { id: unmatchedId } });
      });
    } catch (error) {
      // This decision was carried out before.
      if (!(error instanceof DuplicateId) || error.message !== `decision ${decisionId}`) throw error;
    }
    return {
      money: (await unmatched.find(unmatchedId)) ?? found,
      decisions: await unmatched.listDecisions([unmatchedId]),
    };
  };
}

const illegal = (to: string): AppError =>
  new AppError('ILLEGAL_TRANSITION', {
    details: [{ path: 'params.id', message: `cannot be ${to} any more` }],
  });
