import { AppError } from '@chowk/contracts/errors';
import type { Payment } from '../domain/payment.ts';
import type { ProviderName } from '../domain/provider-name.ts';
import type { PaymentRepository } from '../ports.ts';
import type { CheckoutCallback } from '../providers/provider.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import type { ApplyProviderPayment } from './apply-provider-payment.ts';

/**
 * The customer's client reports that the checkout succeeded. Its signature only proves that the two ids belong
 * together; whether money was taken, and how much, the provider itself is asked.
 * @throws AppError INVALID_SIGNATURE, PAYMENT_NOT_FOUND also for another user's, PAYMENT_PROVIDER_FAILED
 */
export type ConfirmProviderPayment = (
  provider: ProviderName,
  userId: string,
  callback: CheckoutCallback,
) => Promise<Payment>;

export const createConfirmProviderPayment =
  (deps: {
    payments: Pick<PaymentRepository, 'findByProviderOrder'>;
    providers: ProviderRegistry;
    applyProviderPayment: ApplyProviderPayment;
  }): ConfirmProviderPayment =>
  async (name, userId, callback) => {
    const provider = deps.providers.get(name);
    if (!provider.isCallbackGenuine(callback)) throw new AppError('INVALID_SIGNATURE');
    const payment = await deps.payments.findByProviderOrder(name, callback.orderId);
    if (!payment || payment.userId !== userId) throw new AppError('PAYMENT_NOT_FOUND');
    if (payment.status === 'captured' && payment.providerPaymentId === callback.paymentId) return payment;
    const providerPayment = await provider.fetchPayment(callback.paymentId);
    if (providerPayment.orderId !== callback.orderId) throw new AppError('PAYMENT_PROVIDER_FAILED');
    return (await deps.applyProviderPayment(name, providerPayment)) ?? payment;
  };
