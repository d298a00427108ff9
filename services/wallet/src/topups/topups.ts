import type { Capability, Chassis } from '@chowk/chassis';
import { userAccount } from '../ledger/domain/account.ts';
import type { LedgerApi } from '../ledger/ledger.ts';
import type { PaymentsApi, PurposeHandler } from '../payments/payments.ts';
import type { TopupLimits } from './domain/topup.ts';
import { topupsRoutes } from './http/topups.routes.ts';
import { createCreditTopup } from './use-cases/credit-topup.ts';
import { createStartTopup } from './use-cases/start-topup.ts';

/** Tells payments what a captured top-up is for. */
export const topupPurpose = (ledger: LedgerApi): PurposeHandler => ({
  purpose: 'topup',
  onCaptured: createCreditTopup({ ledger }),
  accountOf: ({ userId }) => userAccount(userId, 'available'),
});

/** Money into wallets through a provider. A top-up is a payment: payments holds it, and asks the provider. */
export const composeTopups = ({
  payments,
  idempotency,
  limits,
}: Pick<Chassis, 'idempotency'> & { payments: PaymentsApi; limits: TopupLimits }): Capability => ({
  name: 'topups',
  api: undefined,
  routes: topupsRoutes({ startTopup: createStartTopup({ payments, limits }), idempotency }),
});
