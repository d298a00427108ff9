import type { Money as _chowk_common_v1_Money, Money__Output as _chowk_common_v1_Money__Output } from '../../../chowk/common/v1/Money.ts';

export interface Payment {
  'id'?: (string);
  'userId'?: (string);
  'amount'?: (_chowk_common_v1_Money | null);
  'status'?: (string);
  'refunded'?: (_chowk_common_v1_Money | null);
  'reference'?: (string);
}

export interface Payment__Output {
  'id': (string);
  'userId': (string);
  'amount': (_chowk_common_v1_Money__Output | null);
  'status': (string);
  'refunded': (_chowk_common_v1_Money__Output | null);
  'reference': (string);
}
