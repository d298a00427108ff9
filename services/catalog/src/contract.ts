import { attentionContract } from '@chowk/attention/contract';
import type { ServiceContract } from '@chowk/runtime/http';
import { categoriesContract } from './categories/http/categories.routes.ts';
import { productsContract } from './products/http/products.routes.ts';
import { inventoryContract } from './stock/http/inventory.routes.ts';
import { storesContract } from './stores/http/stores.routes.ts';

/** All that catalog serves over HTTP. */
export const contract = {
  service: 'catalog',
  title: 'Catalog',
  capabilities: {
    categories: categoriesContract,
    stores: storesContract,
    products: productsContract,
    inventory: inventoryContract,
    attention: attentionContract('catalog'),
  },
} as const satisfies ServiceContract;
