import { money } from '@chowk/money';
import { newStockItemsOf, productFieldsOf, type ProductInput } from './product-input.ts';

const price = { original: money(100, 'INR'), selling: money(100, 'INR') };
const variant = (sku: string) => ({ sku, options: {}, price, barcode: null });
const input: ProductInput = {
  name: 'Kaju Katli',
  description: '',
  brand: null,
  categoryId: 'cat_1',
  options: [],
  variants: [
    { ...variant('A'), stock: 7 },
    { ...variant('B'), stock: 0, lowStockThreshold: 0 },
  ],
  gstRateBps: 500,
  hsn: '17049020',
  taxInclusive: true,
  specifications: [],
  tags: [],
  images: [],
  featured: false,
};

test('a variant keeps the id that its SKU had, others get new ones, and stock is no field of a product', () => {
  const before = [{ ...variant('B'), id: 'var_old' }];
  const fields = productFieldsOf(input, before, () => 'var_new');
  expect(fields).toEqual({
    ...input,
    variants: [
      { ...variant('A'), id: 'var_new' },
      { ...variant('B'), id: 'var_old' },
    ],
  });
});

test('stock is opened for SKUs that are not known, with the threshold given, be it zero, or the default', () => {
  const product = { id: 'prd_1', storeId: 'str_1', version: 3 };
  const itemsOf = (...knownSkus: string[]) =>
    newStockItemsOf(input, product, { knownSkus: new Set(knownSkus), defaultThreshold: 5 });
  const a = { sku: 'A', productId: 'prd_1', storeId: 'str_1', onHand: 7, threshold: 5, productVersion: 3 };
  const b = { sku: 'B', productId: 'prd_1', storeId: 'str_1', onHand: 0, threshold: 0, productVersion: 3 };
  expect(itemsOf()).toEqual([a, b]);
  expect(itemsOf('A', 'C')).toEqual([b]);
});
