import { failpoint } from '@chowk/runtime/failpoints';
import type { Clock } from '@chowk/runtime/lifecycle';
import { DuplicateId } from '../../ledger/domain/duplicate-id.ts';
import type { Payment } from '../domain/payment.ts';
import { newProviderPayment, type NewProviderPayment } from '../domain/provider-payment.ts';
import { nextCheck, type Polling } from '../domain/provider-schedule.ts';
import type { PaymentRepository } from '../ports.ts';
import type { ProviderRegistry } from '../providers/registry.ts';

/** What a client opens the provider's checkout with. */
export interface StartedPayment {
  payment: Payment;
  providerOrderId: string;
  /** The provider's public key. */
  key: string;
}

/**
 * Makes a payment and its order at the provider. May be called again with the same id and goes on where it was
 * left: after a crash between the provider's answer and our write, the provider's first order stays behind,
 * unpayable, because its id was told to nobody.
 * @throws AppError PAYMENT_PROVIDER_FAILED
 */
export type StartProviderPayment = (given: NewProviderPayment) => Promise<StartedPayment>;

export const createStartProviderPayment =
  (deps: {
    payments: Pick<PaymentRepository, 'find' | 'insert' | 'attachOrder'>;
    providers: ProviderRegistry;
    polling: Polling;
    /** Told when the provider is to be asked about the payment. */
    onCheckDue: (at: Date) => void;
    clock: Clock;
  }): StartProviderPayment =>
  async (given) => {
    const { payments, clock } = deps;
    const provider = deps.providers.get(given.provider);
    const payment = await insertOrGet(newProviderPayment(given, clock()), payments);
    if (payment.providerOrderId === undefined) {
      const { id, amount } = payment;
      const providerOrderId = await provider.createOrder({ paymentId: id, amount });
      await failpoint('wallet.topup.order-created');
      const now = clock();
      const checkAt = nextCheck(now, now, deps.polling) ?? now;
      // Who comes second keeps the order that is there: one of the two may already be in a customer's hands.
      await payments.attachOrder(id, provider.name, providerOrderId, checkAt);
      deps.onCheckDue(checkAt);
    }
    const ready = await payments.find(payment.id);
    if (ready?.providerOrderId === undefined) throw new Error(`payment ${payment.id} has lost its order`);
    return { payment: ready, providerOrderId: ready.providerOrderId, key: provider.publicKey };
  };

async function insertOrGet(
  payment: Payment,
  payments: Pick<PaymentRepository, 'find' | 'insert'>,
): Promise<Payment> {
  try {
    await payments.insert(payment);
    return payment;
  } catch (error) {
    if (!(error instanceof DuplicateId)) throw error;
    return (await payments.find(payment.id)) ?? payment;
  }
}
