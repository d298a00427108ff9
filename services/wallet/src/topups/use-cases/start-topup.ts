import { failpoint } from '@chowk/runtime/failpoints';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { Money } from '@chowk/money';
import { newTopup, type Payment } from '../../payments/domain/payment.ts';
import type { PaymentStore } from '../../payments/ports.ts';
import { checkTopupAmount, nextCheck, type TopupLimits } from '../domain/topup.ts';
import type { PaymentProvider, TopupStore } from '../ports.ts';

/**
 * Makes a top-up and its order at the provider. May be called again with the same id and goes on where it was
 * left: after a crash between the provider's answer and our write, the provider's first order stays behind,
 * unpayable, because its id was told to nobody.
 * @throws AppError AMOUNT_OUT_OF_RANGE, VALIDATION_FAILED, PAYMENT_PROVIDER_FAILED
 */
export const startTopup =
  (deps: {
    payments: PaymentStore;
    topups: TopupStore;
    provider: PaymentProvider;
    limits: TopupLimits;
    polling: { everyMs: number; watchMs: number };
  }) =>
  async (given: {
    id: string;
    userId: string;
    amount: Money;
  }): Promise<Payment & { providerOrderId: string }> => {
    const { payments, topups, provider } = deps;
    checkTopupAmount(given.amount, deps.limits);
    const topup = await madeOnce(newTopup({ ...given, provider: provider.name }, new Date()), payments);
    if (topup.providerOrderId === undefined) {
      const orderId = await provider.createOrder({ topupId: topup.id, amount: topup.amount });
      await failpoint('wallet.topup.order-created');
      const now = new Date();
      // Who comes second keeps the order that is there: one of the two may already be in a customer's hands.
      await topups.attachOrder(topup.id, orderId, nextCheck(now, now, deps.polling) ?? now);
    }
    const ready = await payments.find(topup.id);
    if (ready?.providerOrderId === undefined) throw new Error(`top-up ${topup.id} has lost its order`);
    return { ...ready, providerOrderId: ready.providerOrderId };
  };

async function madeOnce(topup: Payment, payments: PaymentStore): Promise<Payment> {
  try {
    await payments.insert(topup);
    return topup;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return (await payments.find(topup.id)) ?? topup;
  }
}
