import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { LedgerApi } from '../../ledger/ledger.ts';
import type { Payment } from '../domain/payment.ts';
import type { ProviderName } from '../domain/provider-name.ts';
import { mismatch, type ExternalPayment, type ProviderPayment } from '../domain/provider-payment.ts';
import type { PaymentRepository, PurposeHandler } from '../ports.ts';

interface Deps {
  payments: Pick<PaymentRepository, 'find' | 'findByProviderOrder' | 'attachOrder' | 'transition'>;
  /** What a capture is for, by purpose. */
  purposes: readonly PurposeHandler[];
  ledger: Pick<LedgerApi, 'transact'>;
  clock: Clock;
  logger: Logger;
}

/** A payment of ours that a provider tells of, and what its capture is for. */
interface Target {
  payment: ExternalPayment;
  handler: PurposeHandler;
}

/**
 * Brings a payment in line with what its provider says. Webhooks, the customer's callback and the poller all
 * end here, in any order and any number: the transition of the payment decides whose effect counts.
 * What was captured but does not fit needs review by people, and its purpose is not fulfilled.
 * @returns the payment as it is now; undefined when none of ours belongs to the provider's order
 */
export type ApplyProviderPayment = (
  provider: ProviderName,
  providerPayment: ProviderPayment,
) => Promise<Payment | undefined>;

export const createApplyProviderPayment =
  (deps: Deps): ApplyProviderPayment =>
  async (provider, providerPayment) => {
    const target = await findTarget(provider, providerPayment, deps);
    if (!target) return undefined;
    const { payment } = target;
    if (payment.status !== 'captured') await applyTo(target, providerPayment, deps);
    else if (providerPayment.status === 'captured' && providerPayment.id !== payment.providerPaymentId) {
      deps.logger.error(
        { paymentId: payment.id, providerPaymentId: providerPayment.id },
        'a payment was captured twice at the provider: the second capture counts for nothing and must be returned',
      );
    }
    return deps.payments.find(payment.id);
  };

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

async function applyTo(target: Target, providerPayment: ProviderPayment, deps: Deps): Promise<void> {
  const { payment } = target;
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
    case 'captured': {
      const problem = mismatch(payment.amount, providerPayment);
      return problem === undefined
        ? capture(target, providerPayment, deps)
        : markForReview(payment, providerPayment, problem, deps);
    }
  }
}

async function capture({ payment, handler }: Target, attempt: ProviderPayment, deps: Deps): Promise<void> {
  const { id, userId, amount, reference } = payment;
  await deps.ledger.transact(userId, async (tx) => {
    const now = deps.clock();
    const change = { now, providerPaymentId: attempt.id };
    // Somebody else was quicker and fulfils the purpose, or it needs review.
    if (!(await deps.payments.transition(id, 'captured', change, tx))) return;
    await handler.onCaptured(payment, tx);
    tx.emit('paymentCaptured', id, { paymentId: id, userId, reference, amount, at: now.toISOString() });
  });
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

async function markForReview(
  { id }: Payment,
  attempt: ProviderPayment,
  problem: string,
  deps: Deps,
): Promise<void> {
  const change = { now: deps.clock(), reason: problem, providerPaymentId: attempt.id };
  if (!(await deps.payments.transition(id, 'parked', change))) return;
  deps.logger.error(
    { paymentId: id, providerPaymentId: attempt.id, problem },
    'a payment was made in another way than asked for: it needs review and counts for nothing',
  );
}
