import type { Product as _chowk_catalog_v1_Product, Product__Output as _chowk_catalog_v1_Product__Output } from '../../../chowk/catalog/v1/Product.ts';

export interface GetProductsResponse {
  'products'?: (_chowk_catalog_v1_Product)[];
}

export interface GetProductsResponse__Output {
  'products': (_chowk_catalog_v1_Product__Output)[];
}
