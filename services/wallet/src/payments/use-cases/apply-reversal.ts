import { failpoint } from '@chowk/runtime/failpoints';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import { providerClearing, SUSPENSE } from '../../ledger/domain/account.ts';
import { DuplicateId } from '../../ledger/domain/duplicate-id.ts';
import type { LedgerApi, LedgerTx } from '../../ledger/ledger.ts';
import type { ExternalPayment } from '../domain/provider-payment.ts';
import { effectOf, isNews, type ProviderReversal, type Reversal } from '../domain/provider-reversal.ts';
import { unmatchedId, type UnmatchedMoney } from '../domain/unmatched-money.ts';
import type { PaymentRepository, PurposeHandler, ReversalRepository, UnmatchedRepository } from '../ports.ts';

/**
 * Posts what a provider took back of a payment, or gave back again; once by the provider's id, in whatever
 * order and number it is told. Money that counts is taken from the user's account, what is spent becomes a
 * debt; money that does not count is taken from suspense. So clearing follows what the provider settles.
 * @param payment the payment of ours that the provider's payment was captured for
 */
export type ApplyReversal = (
  payment: ExternalPayment,
  handler: Pick<PurposeHandler, 'accountOf'>,
  told: ProviderReversal,
) => Promise<void>;

export function createApplyReversal(deps: {
  payments: Pick<PaymentRepository, 'find' | 'addReversed'>;
  reversals: ReversalRepository;
  unmatched: Pick<UnmatchedRepository, 'find' | 'move' | 'addLeft'>;
  ledger: Pick<LedgerApi, 'transact' | 'writeTransfer'>;
  /** Told of money that comes into suspense again, in the transaction that puts it there. */
  onUnmatched: (money: UnmatchedMoney, tx: LedgerTx) => void;
  clock: Clock;
  logger: Logger;
}): ApplyReversal {
  const { payments, reversals, unmatched, ledger, clock, logger } = deps;

  const post = (
    { id, amount, provider, paymentId }: Reversal,
    account: string,
    effect: 'take' | 'give-back',
    tx: LedgerTx,
  ) => {
    const clearing = providerClearing(provider);
    const [source, destination] = effect === 'take' ? [account, clearing] : [clearing, account];
    return ledger.writeTransfer(
      {
        id: `${id}:${effect}`,
        kind: effect === 'take' ? 'reversal' : 'reinstatement',
        reference: paymentId,
        postings: [{ source, destination, ...amount }],
      },
      tx,
    );
  };

  /** Money in suspense that went back, or came again. */
  async function changeUnmatched({ id }: UnmatchedMoney, by: number, now: Date, tx: LedgerTx): Promise<void> {
    const { left } = (await unmatched.addLeft(id, by, now, tx)) ?? { left: 0 };
    const moved = await unmatched.move(id, left === 0 ? 'returned' : 'held', now, tx);
    if (moved?.status === 'held') deps.onUnmatched(moved, tx);
  }

  /** Money that nobody has recorded cannot go back: it is recorded first, by whoever tells of it. */
  async function assertCaptured({ id }: ExternalPayment, providerPaymentId: string, tx: LedgerTx) {
    const current = await payments.find(id, tx);
    if (current?.status !== 'captured' || current.providerPaymentId !== providerPaymentId)
      throw new Error(`${providerPaymentId} was reversed but is not known to be captured`);
  }

  async function record(
    payment: ExternalPayment,
    handler: Pick<PurposeHandler, 'accountOf'>,
    told: ProviderReversal,
    tx: LedgerTx,
  ): Promise<void> {
    const { provider, id: paymentId } = payment;
    const { id: toldId, providerPaymentId, kind, state } = told;
    const id = `${provider}:${toldId}`;
    const now = clock();
    const known = await reversals.find(id, tx);
    const effect = effectOf(known?.state, state);
    if (!isNews(known?.state, state)) return;
    const money = await unmatched.find(unmatchedId(provider, providerPaymentId), tx);
    if (!money) await assertCaptured(payment, providerPaymentId, tx);
    const from =
      effect === 'give-back' ? known?.from : money && money.status !== 'credited' ? 'suspense' : 'user';
    const reversal: Reversal = {
      ...{ id, provider, kind, providerPaymentId, paymentId, state },
      // What comes back is what was taken.
      amount: effect === 'give-back' ? known!.amount : told.amount,
      ...(from && { from }),
      createdAt: known?.createdAt ?? now,
      updatedAt: now,
    };
    if (!known) await reversals.insert(reversal, tx);
    else if (!(await reversals.replace(reversal, known.state, tx)))
      throw new DuplicateId(`reversal ${id} moved on`);
    await failpoint('wallet.reversal.posting');
    if (!effect) return;
    await post(reversal, from === 'suspense' ? SUSPENSE : handler.accountOf(payment), effect, tx);
    const taken = effect === 'take' ? reversal.amount.amount : -reversal.amount.amount;
    if (from === 'suspense') await changeUnmatched(money!, -taken, now, tx);
    else if (!money) await payments.addReversed(paymentId, taken, now, tx);
  }

  return async (payment, handler, told) => {
    const known = await reversals.find(`${payment.provider}:${told.id}`);
    if (known && known.state === told.state && known.amount.amount !== told.amount.amount) {
      logger.error(
        { reversalId: known.id, known: known.amount.amount, told: told.amount.amount },
        'a provider tells another amount of a reversal than before',
      );
    }
    if (!isNews(known?.state, told.state)) return;
    const once = () => ledger.transact(payment.userId, (tx) => record(payment, handler, told, tx));
    try {
      await once();
    } catch (error) {
      if (!(error instanceof DuplicateId)) throw error;
      // Somebody else was told at the same moment: now it is there to be seen.
      await once();
    }
    logger.warn(
      { paymentId: payment.id, reversalId: told.id, kind: told.kind, state: told.state },
      'a provider took money back, or gave it back again',
    );
  };
}
