import type { Money as _chowk_common_v1_Money, Money__Output as _chowk_common_v1_Money__Output } from '../../../chowk/common/v1/Money.ts';

export interface Order {
  'id'?: (string);
  'userId'?: (string);
  'status'?: (string);
  'total'?: (_chowk_common_v1_Money | null);
  'placedAt'?: (string);
}

export interface Order__Output {
  'id': (string);
  'userId': (string);
  'status': (string);
  'total': (_chowk_common_v1_Money__Output | null);
  'placedAt': (string);
}
