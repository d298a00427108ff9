import type { CategoriesApi } from '../../categories/categories.ts';
import type { ProductsApi } from '../../products/products.ts';
import type { StockApi } from '../../stock/stock.ts';
import type { StoresApi } from '../../stores/stores.ts';
import { buildDemoCity } from './build-demo-city.ts';

/**
 * Puts in what is missing of the demo city and touches nothing that is there, so that seeding again keeps
 * what people have edited and sold since. Stock goes in before the products that need it.
 * @returns a line on each kind
 */
export async function loadDemoCity(deps: {
  categories: CategoriesApi;
  stores: StoresApi;
  stock: StockApi;
  products: ProductsApi;
}): Promise<string[]> {
  const city = buildDemoCity();
  const stockOf = Map.groupBy(city.stock, ({ productId }) => productId);
  const stocked = city.products.map((product) => ({ product, stock: stockOf.get(product.id) ?? [] }));
  const line = (what: string, { length }: readonly unknown[], added: number) =>
    `${what}: ${added} added, ${length - added} were there`;
  return [
    line('categories', city.categories, await deps.categories.addMissing(city.categories)),
    line('stores', city.stores, await deps.stores.addMissing(city.stores)),
    line('SKUs in stock', city.stock, await deps.stock.addMissing(city.stock)),
    line('products', city.products, await deps.products.addMissing(stocked)),
  ];
}
