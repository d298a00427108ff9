import type { Store as _chowk_catalog_v1_Store, Store__Output as _chowk_catalog_v1_Store__Output } from '../../../chowk/catalog/v1/Store.ts';

export interface GetStoresResponse {
  'stores'?: (_chowk_catalog_v1_Store)[];
}

export interface GetStoresResponse__Output {
  'stores': (_chowk_catalog_v1_Store__Output)[];
}
