import type { Money as _chowk_common_v1_Money, Money__Output as _chowk_common_v1_Money__Output } from '../../../chowk/common/v1/Money.ts';

export interface AuthorizeRequest {
  'paymentId'?: (string);
  'userId'?: (string);
  'amount'?: (_chowk_common_v1_Money | null);
  'reference'?: (string);
  'holdSeconds'?: (number);
}

export interface AuthorizeRequest__Output {
  'paymentId': (string);
  'userId': (string);
  'amount': (_chowk_common_v1_Money__Output | null);
  'reference': (string);
  'holdSeconds': (number);
}
