import { failpoint } from '@chowk/runtime/failpoints';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import { providerClearing, SUSPENSE } from '../../ledger/domain/account.ts';
import { DuplicateId } from '../../ledger/domain/duplicate-id.ts';
import type { LedgerApi, LedgerTx } from '../../ledger/ledger.ts';
import { OPEN_AT_PROVIDER, type Payment } from '../domain/payment.ts';
import { mismatch, type ExternalPayment, type ProviderPayment } from '../domain/provider-payment.ts';
import { nextReversalCheck, type Polling } from '../domain/provider-schedule.ts';
import { newUnmatchedMoney, unmatchedId, type UnmatchedMoney } from '../domain/unmatched-money.ts';
import { refundUnmatchedJob } from '../jobs.ts';
import type { PaymentRepository, PurposeHandler, UnmatchedRepository } from '../ports.ts';

/**
 * Records money that a provider has captured, once by the provider's payment, in one transaction: the first
 * that is what was asked for counts, and runs its purpose. Whatever else comes - another amount or currency,
 * money that already went back, a second capture - is nobody's: it is posted to suspense, and a job gives it
 * back after a while in which people may decide otherwise.
 */
export type RecordCapture = (
  payment: ExternalPayment,
  handler: PurposeHandler,
  attempt: ProviderPayment,
) => Promise<void>;

export function createRecordCapture(deps: {
  payments: Pick<PaymentRepository, 'find' | 'transition'>;
  unmatched: Pick<UnmatchedRepository, 'find' | 'insert'>;
  ledger: Pick<LedgerApi, 'transact' | 'writeTransfer'>;
  polling: Polling;
  /** How long unmatched money waits for people before it is refunded, in ms. */
  refundDelayMs: number;
  /** Told of money that comes into suspense, in the transaction that puts it there. */
  onUnmatched: (money: UnmatchedMoney, tx: LedgerTx) => void;
  clock: Clock;
  logger: Logger;
}): RecordCapture {
  const { payments, unmatched, ledger, polling, refundDelayMs, clock, logger } = deps;

  const settled = (payment: Payment, attempt: ProviderPayment, now: Date) => ({
    now,
    providerPaymentId: attempt.id,
    nextCheckAt: nextReversalCheck(payment.createdAt, now, polling),
  });

  async function setAside(
    payment: ExternalPayment,
    attempt: ProviderPayment,
    reason: string,
    now: Date,
    tx: LedgerTx,
  ): Promise<void> {
    const money = newUnmatchedMoney(payment.provider, payment, attempt, reason, now);
    await unmatched.insert(money, tx);
    deps.onUnmatched(money, tx);
    await ledger.writeTransfer(
      {
        id: `${money.id}:suspense`,
        kind: 'topup',
        reference: payment.id,
        postings: [{ source: providerClearing(payment.provider), destination: SUSPENSE, ...attempt.amount }],
      },
      tx,
    );
    const runAt = new Date(now.getTime() + refundDelayMs);
    tx.schedule({ job: refundUnmatchedJob, key: money.id, runAt, data: { id: money.id } });
  }

  const record = (payment: ExternalPayment, handler: PurposeHandler, attempt: ProviderPayment) =>
    ledger.transact(payment.userId, async (tx): Promise<string | undefined> => {
      const { id, userId, reference } = payment;
      const now = clock();
      const problem = mismatch(payment.amount, attempt);
      await failpoint('wallet.capture.posting');
      if (problem === undefined) {
        const captured = await payments.transition(id, 'captured', settled(payment, attempt, now), tx);
        if (captured) {
          await handler.onCaptured(payment, tx);
          const at = now.toISOString();
          tx.emit('paymentCaptured', id, { paymentId: id, userId, reference, amount: payment.amount, at });
          return undefined;
        }
      }
      const current = (await payments.find(id, tx)) ?? payment;
      if (current.status === 'captured' && current.providerPaymentId === attempt.id) return undefined;
      if (await unmatched.find(unmatchedId(payment.provider, attempt.id), tx)) return undefined;
      const isOpen = OPEN_AT_PROVIDER.includes(current.status);
      // An open payment that fits would have been captured above.
      const reason = isOpen ? problem! : `the payment was ${current.status} when it was captured`;
      if (isOpen) {
        await payments.transition(id, 'parked', { ...settled(payment, attempt, now), reason }, tx);
      }
      await setAside(payment, attempt, reason, now, tx);
      return reason;
    });

  return async (payment, handler, attempt) => {
    let reason: string | undefined;
    try {
      reason = await record(payment, handler, attempt);
    } catch (error) {
      if (!(error instanceof DuplicateId)) throw error;
      // Somebody else recorded it at the same moment: now it is there to be seen.
      reason = await record(payment, handler, attempt);
    }
    if (reason === undefined) return;
    logger.error(
      { paymentId: payment.id, providerPaymentId: attempt.id, reason },
      'money was captured that counts for nothing: it is in suspense, and goes back unless somebody decides otherwise',
    );
  };
}
