import type { Money as _chowk_common_v1_Money, Money__Output as _chowk_common_v1_Money__Output } from '../../../chowk/common/v1/Money.ts';

export interface Store {
  'id'?: (string);
  'name'?: (string);
  'state'?: (string);
  'ownerUserId'?: (string);
  'minimumOrder'?: (_chowk_common_v1_Money | null);
  'deliveryFee'?: (_chowk_common_v1_Money | null);
  'active'?: (boolean);
}

export interface Store__Output {
  'id': (string);
  'name': (string);
  'state': (string);
  'ownerUserId': (string);
  'minimumOrder': (_chowk_common_v1_Money__Output | null);
  'deliveryFee': (_chowk_common_v1_Money__Output | null);
  'active': (boolean);
}
