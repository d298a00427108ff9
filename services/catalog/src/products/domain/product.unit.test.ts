import { money } from '@chowk/money';
import * as fc from 'fast-check';
import { discountOf, labelOf, lowestPrice, searchWords, variantProblems } from './product.ts';

const price = (selling: number, original = selling, currency = 'INR') => ({
  original: money(original, currency),
  selling: money(selling, currency),
});
const size = { name: 'Size', values: ['S', 'M'] };
const color = { name: 'Colour', values: ['Red'] };
const variant = (sku: string, options: Record<string, string>, cost = price(100)) => ({
  sku,
  options,
  price: cost,
});

describe('variants of a product', () => {
  test('pass when each takes one value of each option', () => {
    expect(
      variantProblems(
        [size, color],
        [variant('A', { Size: 'S', Colour: 'Red' }), variant('B', { Size: 'M', Colour: 'Red' })],
      ),
    ).toEqual([]);
    expect(variantProblems([], [variant('A', {})])).toEqual([]);
  });

  test.each([
    ['an option is missing', [variant('A', {})], 'variants.0.options.Size'],
    ['a value is unknown', [variant('A', { Size: 'XL' })], 'variants.0.options.Size'],
    ['an option is unknown', [variant('A', { Size: 'S', Fit: 'Slim' })], 'variants.0.options.Fit'],
    [
      'an option hides in the prototype',
      [variant('A', Object.create({ Size: 'S' }))],
      'variants.0.options.Size',
    ],
    ['two have one SKU', [variant('A', { Size: 'S' }), variant('A', { Size: 'M' })], 'variants.1.sku'],
    ['two are the same', [variant('A', { Size: 'S' }), variant('B', { Size: 'S' })], 'variants.1.options'],
    [
      'one sells above its price',
      [variant('A', { Size: 'S' }, price(101, 100))],
      'variants.0.price.selling.amount',
    ],
    [
      'currencies mix',
      [variant('A', { Size: 'S' }), variant('B', { Size: 'M' }, price(1, 1, 'USD'))],
      'variants.1.price.original.currency',
    ],
  ])('are refused when %s', (_what, variants, path) => {
    expect(variantProblems([size], variants).map((problem) => problem.path)).toContain(path);
  });

  test('are called by their values', () => {
    expect(labelOf([size, color], { options: { Colour: 'Red', Size: 'S' } })).toBe('S / Red');
    expect(labelOf([], { options: {} })).toBe('Standard');
  });
});

describe('prices', () => {
  test('the discount and the selling price make up the original, and the share is never overstated', () => {
    const amounts = fc.tuple(fc.maxSafeNat(), fc.maxSafeNat());
    fc.assert(
      fc.property(amounts, ([a, b]) => {
        const both = price(Math.min(a, b), Math.max(a, b));
        const { amount, bps } = discountOf(both);
        expect(amount.amount + both.selling.amount).toBe(both.original.amount);
        expect(bps).toBeGreaterThanOrEqual(0);
        expect(BigInt(bps) * BigInt(both.original.amount)).toBeLessThanOrEqual(
          BigInt(amount.amount) * 10_000n,
        );
      }),
    );
  });

  test('the price of a product is that of its cheapest variant', () => {
    expect(lowestPrice([{ price: price(300) }, { price: price(200) }, { price: price(250) }])).toEqual(
      money(200, 'INR'),
    );
  });
});

test('words are found whatever their case, width or script', () => {
  expect(searchWords('Ratlami Sev 500g', 'sev', 'ＦＵＬＬ पोहा')).toEqual([
    'ratlami',
    'sev',
    '500g',
    'full',
    'पोहा',
  ]);
});
