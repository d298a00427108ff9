import { variantProblems } from '../products/domain/product.ts';
import { isZone } from '../stores/domain/opening-hours.ts';
import { buildDemoCity } from './build-demo-city.ts';

const city = buildDemoCity();

describe('the demo city', () => {
  it('has 200 products in 15 stores and 12 categories, none called the same in one store', () => {
    expect(city.categories).toHaveLength(12);
    expect(city.stores).toHaveLength(15);
    expect(city.products).toHaveLength(200);
    expect(new Set(city.products.map(({ storeId, name }) => `${storeId} ${name}`)).size).toBe(200);
  });

  it('is the same every time', () => {
    expect(buildDemoCity()).toEqual(city);
  });

  it('uses every id and SKU once', () => {
    for (const rows of [city.categories, city.stores, city.products, city.stock])
      expect(new Set<string>(rows.map((row) => row._id)).size).toBe(rows.length);
  });

  it('hangs together: what is named exists, and every variant is right and has stock', () => {
    const categories = new Set(city.categories.map((row) => row._id));
    const stores = new Set(city.stores.map((row) => row._id));
    const skus = new Set(city.stock.map((row) => row._id));
    for (const store of city.stores) {
      expect(isZone(store.hours.zone)).toBe(true);
      expect(store.categoryIds.filter((id) => !categories.has(id))).toEqual([]);
    }
    for (const product of city.products) {
      expect(variantProblems(product.options, product.variants)).toEqual([]);
      expect([categories.has(product.categoryId), stores.has(product.storeId)]).toEqual([true, true]);
      expect(product.variants.filter(({ sku }) => !skus.has(sku))).toEqual([]);
    }
  });
});
