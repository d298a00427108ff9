import type { Clock } from '@chowk/runtime/lifecycle';
import type { LedgerApi } from '../../ledger/ledger.ts';
import type { Payment } from '../domain/payment.ts';
import type { ProviderName } from '../domain/provider-name.ts';
import type { ExternalPayment, ProviderPayment } from '../domain/provider-payment.ts';
import type { ProviderReversal } from '../domain/provider-reversal.ts';
import { syncReversalsJob } from '../jobs.ts';
import type { PaymentRepository, PurposeHandler, ReversalRepository } from '../ports.ts';
import type { ApplyReversal } from './apply-reversal.ts';
import type { RecordCapture } from './record-capture.ts';

interface Deps {
  payments: Pick<PaymentRepository, 'find' | 'findByProviderOrder' | 'attachOrder' | 'transition'>;
  reversals: Pick<ReversalRepository, 'sumRefunds'>;
  /** What a capture is for, by purpose. */
  purposes: readonly PurposeHandler[];
  recordCapture: RecordCapture;
  applyReversal: ApplyReversal;
  ledger: Pick<LedgerApi, 'transact'>;
  clock: Clock;
}

/** A payment of ours that a provider tells of, and what its capture is for. */
interface Target {
  payment: ExternalPayment;
  handler: PurposeHandler;
}

/**
 * Brings a payment in line with what its provider says. Webhooks, the customer's callback and the poller all
 * end here, in any order and any number: the transition of the payment decides whose effect counts, and what
 * was taken back is posted once. When the provider has returned more than we know of, a job asks for it.
 * @param told.reversal what was taken back, if that is what the provider tells
 * @param told.isListed it comes from the provider's list of all refunds: there is nothing to ask for
 * @returns the payment as it is now; undefined when none of ours belongs to the provider's order
 */
export type ApplyProviderPayment = (
  provider: ProviderName,
  providerPayment: ProviderPayment,
  told?: { reversal?: ProviderReversal | undefined; isListed?: boolean },
) => Promise<Payment | undefined>;

export const createApplyProviderPayment =
  (deps: Deps): ApplyProviderPayment =>
  async (provider, providerPayment, { reversal, isListed = false } = {}) => {
    const target = await findTarget(provider, providerPayment, deps);
    if (!target) return undefined;
    const { payment, handler } = target;
    const isKnown = payment.status === 'captured' && payment.providerPaymentId === providerPayment.id;
    if (!isKnown) await applyTo(target, providerPayment, deps);
    if (reversal) await deps.applyReversal(payment, handler, reversal);
    if (providerPayment.refunded > 0 && !isListed) await askForMissing(payment, providerPayment, deps);
    return deps.payments.find(payment.id);
  };

/** The provider has returned more than it has told us of: one of its webhooks was lost, or is on its way. */
async function askForMissing(
  { provider, userId }: ExternalPayment,
  { id, refunded }: ProviderPayment,
  { reversals, ledger }: Deps,
): Promise<void> {
  const { taken } = await reversals.sumRefunds(provider, id);
  if (taken >= refunded) return;
  await ledger.transact(userId, async (tx) => {
    tx.schedule({
      job: syncReversalsJob,
      key: `${provider}:${id}`,
      data: { provider, providerPaymentId: id },
    });
  });
}

async function findTarget(
  provider: ProviderName,
  { orderId, receipt }: ProviderPayment,
  deps: Deps,
): Promise<Target | undefined> {
  const payment =
    (await deps.payments.findByProviderOrder(provider, orderId)) ??
    (receipt === undefined ? undefined : await adoptOrder(provider, orderId, receipt, deps));
  if (payment?.provider !== provider || payment.userId === undefined) return undefined;
  const handler = deps.purposes.find(({ purpose }) => purpose === payment.purpose);
  return handler && { payment: { ...payment, provider, userId: payment.userId }, handler };
}

/** The payment whose order we made and crashed before we could write its id down. */
async function adoptOrder(
  provider: ProviderName,
  orderId: string,
  paymentId: string,
  { payments, clock }: Deps,
): Promise<Payment | undefined> {
  return (await payments.attachOrder(paymentId, provider, orderId, clock())) ?? payments.find(paymentId);
}

async function applyTo(
  { payment, handler }: Target,
  providerPayment: ProviderPayment,
  deps: Deps,
): Promise<void> {
  switch (providerPayment.status) {
    case 'started':
      return;
    case 'authorised': {
      const change = { now: deps.clock(), providerPaymentId: providerPayment.id };
      await deps.payments.transition(payment.id, 'pending', change);
      return;
    }
    case 'failed':
      return fail(payment, providerPayment, deps);
    case 'captured':
      return deps.recordCapture(payment, handler, providerPayment);
  }
}

async function fail(payment: ExternalPayment, attempt: ProviderPayment, deps: Deps): Promise<void> {
  const { id, userId, amount, reference } = payment;
  const reason = attempt.reason ?? 'declined';
  await deps.ledger.transact(userId, async (tx) => {
    const now = deps.clock();
    const change = { now, reason, providerPaymentId: attempt.id, attempt: attempt.id };
    if (!(await deps.payments.transition(id, 'failed', change, tx))) return;
    const at = now.toISOString();
    tx.emit('paymentFailed', id, { paymentId: id, userId, reference, amount, reason, at });
  });
}
