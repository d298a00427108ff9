import { AppError } from '@chowk/contracts/errors';
import type { Payment } from '../../payments/domain/payment.ts';
import type { PaymentStore } from '../../payments/ports.ts';
import type { PaymentProvider, ProviderPayment } from '../ports.ts';

/**
 * The customer's client reports that the checkout succeeded. Its signature only proves that the two ids belong
 * together; whether money was taken, and how much, the provider itself is asked.
 * @throws AppError INVALID_SIGNATURE, PAYMENT_NOT_FOUND also for another user's, PAYMENT_PROVIDER_FAILED
 */
export const confirmTopup =
  (deps: {
    payments: PaymentStore;
    provider: PaymentProvider;
    settle: (news: ProviderPayment) => Promise<Payment | undefined>;
  }) =>
  async (given: {
    userId: string;
    orderId: string;
    paymentId: string;
    signature: string;
  }): Promise<Payment> => {
    const { payments, provider, settle } = deps;
    if (!provider.isCallbackGenuine(given)) throw new AppError('INVALID_SIGNATURE');
    const topup = await payments.findByProviderOrder(provider.name, given.orderId);
    if (!topup || topup.userId !== given.userId) throw new AppError('PAYMENT_NOT_FOUND');
    if (topup.status === 'captured') return topup;
    const news = await provider.payment(given.paymentId);
    if (news.orderId !== given.orderId) throw new AppError('PAYMENT_PROVIDER_FAILED');
    return (await settle(news)) ?? topup;
  };
