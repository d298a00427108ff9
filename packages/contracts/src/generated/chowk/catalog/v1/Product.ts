import type { Variant as _chowk_catalog_v1_Variant, Variant__Output as _chowk_catalog_v1_Variant__Output } from '../../../chowk/catalog/v1/Variant.ts';

export interface Product {
  'id'?: (string);
  'name'?: (string);
  'storeId'?: (string);
  'categoryId'?: (string);
  'variants'?: (_chowk_catalog_v1_Variant)[];
  'gstRateBps'?: (number);
  'hsn'?: (string);
  'taxInclusive'?: (boolean);
  'imageUrl'?: (string);
}

export interface Product__Output {
  'id': (string);
  'name': (string);
  'storeId': (string);
  'categoryId': (string);
  'variants': (_chowk_catalog_v1_Variant__Output)[];
  'gstRateBps': (number);
  'hsn': (string);
  'taxInclusive': (boolean);
  'imageUrl': (string);
}
