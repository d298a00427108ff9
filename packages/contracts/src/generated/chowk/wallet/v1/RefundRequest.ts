import type { Money as _chowk_common_v1_Money, Money__Output as _chowk_common_v1_Money__Output } from '../../../chowk/common/v1/Money.ts';

export interface RefundRequest {
  'refundId'?: (string);
  'paymentId'?: (string);
  'amount'?: (_chowk_common_v1_Money | null);
  'reason'?: (string);
}

export interface RefundRequest__Output {
  'refundId': (string);
  'paymentId': (string);
  'amount': (_chowk_common_v1_Money__Output | null);
  'reason': (string);
}
