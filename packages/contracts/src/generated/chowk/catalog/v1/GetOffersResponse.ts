import type { Product as _chowk_catalog_v1_Product, Product__Output as _chowk_catalog_v1_Product__Output } from '../../../chowk/catalog/v1/Product.ts';
import type { Store as _chowk_catalog_v1_Store, Store__Output as _chowk_catalog_v1_Store__Output } from '../../../chowk/catalog/v1/Store.ts';

export interface GetOffersResponse {
  'products'?: (_chowk_catalog_v1_Product)[];
  'stores'?: (_chowk_catalog_v1_Store)[];
}

export interface GetOffersResponse__Output {
  'products': (_chowk_catalog_v1_Product__Output)[];
  'stores': (_chowk_catalog_v1_Store__Output)[];
}
