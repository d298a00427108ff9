import type { Money as _chowk_common_v1_Money, Money__Output as _chowk_common_v1_Money__Output } from '../../../chowk/common/v1/Money.ts';

export interface Variant {
  'id'?: (string);
  'sku'?: (string);
  'label'?: (string);
  'price'?: (_chowk_common_v1_Money | null);
  'available'?: (number);
}

export interface Variant__Output {
  'id': (string);
  'sku': (string);
  'label': (string);
  'price': (_chowk_common_v1_Money__Output | null);
  'available': (number);
}
