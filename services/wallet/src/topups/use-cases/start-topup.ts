import type { Money } from '@chowk/money';
import type { ProviderName } from '../../payments/domain/provider-name.ts';
import type { PaymentsApi, StartedPayment } from '../../payments/payments.ts';
import { checkTopupAmount, type TopupLimits } from '../domain/topup.ts';

/**
 * Makes a top-up and its order at the provider. Called again with the same id it goes on where it was left.
 * @throws AppError AMOUNT_OUT_OF_RANGE, VALIDATION_FAILED, PAYMENT_PROVIDER_FAILED
 */
export type StartTopup = (given: {
  id: string;
  userId: string;
  amount: Money;
  provider: ProviderName;
}) => Promise<StartedPayment>;

export const createStartTopup =
  (deps: { payments: Pick<PaymentsApi, 'startProviderPayment'>; limits: TopupLimits }): StartTopup =>
  async (given) => {
    checkTopupAmount(given.amount, deps.limits);
    return deps.payments.startProviderPayment({ ...given, purpose: 'topup', reference: given.id });
  };
