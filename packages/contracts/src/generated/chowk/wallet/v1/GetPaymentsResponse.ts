import type { Payment as _chowk_wallet_v1_Payment, Payment__Output as _chowk_wallet_v1_Payment__Output } from '../../../chowk/wallet/v1/Payment.ts';

export interface GetPaymentsResponse {
  'payments'?: (_chowk_wallet_v1_Payment)[];
}

export interface GetPaymentsResponse__Output {
  'payments': (_chowk_wallet_v1_Payment__Output)[];
}
