import { timeZone } from '@chowk/contracts/fields';
import { variantProblems } from '../../products/domain/product.ts';
import { buildDemoCity } from './build-demo-city.ts';

const city = buildDemoCity();

describe('the demo city', () => {
  test('has 200 products in 15 stores and 12 categories, none called the same in one store', () => {
    expect(city.categories).toHaveLength(12);
    expect(city.stores).toHaveLength(15);
    expect(city.products).toHaveLength(200);
    expect(new Set(city.products.map(({ storeId, name }) => `${storeId} ${name}`)).size).toBe(200);
  });

  test('is the same every time', () => {
    expect(buildDemoCity()).toEqual(city);
  });

  test('uses every id and SKU once', () => {
    for (const rows of [city.categories, city.stores, city.products])
      expect(new Set<string>(rows.map((row) => row.id)).size).toBe(rows.length);
    expect(new Set(city.stock.map((row) => row.sku)).size).toBe(city.stock.length);
  });

  test('hangs together: what is named exists, and every variant is right and has stock', () => {
    const categories = new Set(city.categories.map((row) => row.id));
    const stores = new Set(city.stores.map((row) => row.id));
    const skus = new Set(city.stock.map((row) => row.sku));
    for (const store of city.stores) {
      expect(timeZone.safeParse(store.hours.zone).success).toBe(true);
      expect(store.categoryIds.filter((id) => !categories.has(id))).toEqual([]);
    }
    for (const product of city.products) {
      expect(variantProblems(product.options, product.variants)).toEqual([]);
      expect([categories.has(product.categoryId), stores.has(product.storeId)]).toEqual([true, true]);
      expect(product.variants.filter(({ sku }) => !skus.has(sku))).toEqual([]);
    }
  });
});
