import type { Logger } from '@chowk/runtime/log';
import { providerClearing, userAccount } from '../../ledger/domain/account.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Payment } from '../../payments/domain/payment.ts';
import type { PaymentStore } from '../../payments/ports.ts';
import { mismatch } from '../domain/topup.ts';
import type { PaymentProvider, ProviderPayment, TopupStore } from '../ports.ts';

interface Deps {
  payments: PaymentStore;
  topups: TopupStore;
  ledger: Ledger;
  provider: Pick<PaymentProvider, 'name'>;
  logger: Logger;
}

type Topup = Payment & { userId: string };

/**
 * Brings a top-up in line with what the provider says of a payment. Webhooks, the customer's callback and the
 * poller all end here, in any order and any number: the move of the top-up's state decides who credits.
 * What was captured but does not fit is parked for people to look at, and never credited.
 * @returns the top-up as it is now; undefined when no top-up belongs to the provider's order
 */
export const settleTopup =
  (deps: Deps) =>
  async (news: ProviderPayment): Promise<Payment | undefined> => {
    const topup = await topupOf(news, deps);
    if (!topup) return undefined;
    if (topup.status !== 'captured') await apply(news, topup, deps);
    else if (news.status === 'captured' && news.id !== topup.providerPaymentId) {
      deps.logger.error(
        { paymentId: topup.id, providerPaymentId: news.id },
        'a top-up was paid twice at the provider: the second payment is not credited and must be returned',
      );
    }
    return deps.payments.find(topup.id);
  };

async function topupOf(news: ProviderPayment, deps: Deps): Promise<Topup | undefined> {
  const { payments, provider } = deps;
  const found =
    (await payments.findByProviderOrder(provider.name, news.orderId)) ??
    (news.topupId === undefined ? undefined : await orphaned(news.orderId, news.topupId, deps));
  if (found?.purpose !== 'topup' || found.userId === undefined) return undefined;
  return { ...found, userId: found.userId };
}

/** The top-up whose order we made and crashed before we could write its id down. */
async function orphaned(orderId: string, topupId: string, deps: Deps): Promise<Payment | undefined> {
  return (await deps.topups.attachOrder(topupId, orderId, new Date())) ?? deps.payments.find(topupId);
}

async function apply(news: ProviderPayment, topup: Topup, deps: Deps): Promise<void> {
  switch (news.status) {
    case 'started':
      return;
    case 'authorised':
      await deps.payments.move(topup.id, 'pending', { now: new Date(), providerPaymentId: news.id });
      return;
    case 'failed':
      return fail(news, topup, deps);
    case 'captured': {
      const problem = mismatch(topup.amount, news);
      return problem === undefined ? credit(news, topup, deps) : park(problem, news, topup, deps);
    }
  }
}

async function credit(news: ProviderPayment, topup: Topup, deps: Deps): Promise<void> {
  const { payments, ledger, provider } = deps;
  const { id, userId, amount, reference } = topup;
  await ledger.transact(userId, async (tx) => {
    const now = new Date();
    const captured = await payments.move(id, 'captured', { now, providerPaymentId: news.id }, tx);
    // Somebody else was quicker and credits, or has parked it.
    if (!captured) return;
    await ledger.write(
      {
        id: `${id}:topup`,
        kind: 'topup',
        reference,
        postings: [
          {
            source: providerClearing(provider.name),
            destination: userAccount(userId, 'available'),
            ...amount,
          },
        ],
      },
      tx,
    );
    tx.emit('paymentCaptured', id, { paymentId: id, userId, reference, amount, at: now.toISOString() });
  });
}

async function fail(news: ProviderPayment, topup: Topup, deps: Deps): Promise<void> {
  const { id, userId, amount, reference } = topup;
  const reason = news.reason ?? 'declined';
  await deps.ledger.transact(userId, async (tx) => {
    const now = new Date();
    const change = { now, reason, providerPaymentId: news.id, attempt: news.id };
    if (!(await deps.payments.move(id, 'failed', change, tx))) return;
    const at = now.toISOString();
    tx.emit('paymentFailed', id, { paymentId: id, userId, reference, amount, reason, at });
  });
}

async function park(problem: string, news: ProviderPayment, topup: Topup, deps: Deps): Promise<void> {
  const change = { now: new Date(), reason: problem, providerPaymentId: news.id };
  if (!(await deps.payments.move(topup.id, 'parked', change))) return;
  deps.logger.error(
    { paymentId: topup.id, providerPaymentId: news.id, problem },
    'a top-up was paid in another way than asked for: parked, not credited',
  );
}
