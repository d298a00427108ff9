import { money } from '@chowk/money';
import fc from 'fast-check';
import type { Offers } from './offer.ts';
import { priceCart } from './price-cart.ts';
import type { PricedCart } from './priced-cart.ts';

const inr = (amount: number) => money(amount, 'INR');
const STATES = ['Karnataka', 'Kerala', 'Goa'];

interface Case {
  stores: Array<{ state: string; fee: number }>;
  lines: Array<{ store: number; price: number; rate: number; inclusive: boolean; quantity: number }>;
  deliveryState: string | undefined;
}

const anyCase: fc.Arbitrary<Case> = fc.record({
  stores: fc.array(
    fc.record({ state: fc.constantFrom(...STATES), fee: fc.integer({ min: 0, max: 20_000 }) }),
    { minLength: 1, maxLength: 3 },
  ),
  lines: fc.array(
    fc.record({
      store: fc.nat(2),
      price: fc.integer({ min: 0, max: 1_000_000_000 }),
      rate: fc.constantFrom(0, 25, 300, 500, 1200, 1800, 2800, 4000),
      inclusive: fc.boolean(),
      quantity: fc.integer({ min: 1, max: 999 }),
    }),
    { maxLength: 6 },
  ),
  deliveryState: fc.option(fc.constantFrom(...STATES), { nil: undefined }),
});

function priced({ stores, lines, deliveryState }: Case): PricedCart {
  const offers: Offers = {
    stores: new Map(
      stores.map(({ state, fee }, n) => [
        `s${n}`,
        {
          ...{ id: `s${n}`, name: `s${n}`, state, ownerUserId: 'u', active: true },
          ...{ minimumOrder: inr(0), deliveryFee: inr(fee) },
        },
      ]),
    ),
    products: new Map(
      lines.map(({ store, price, rate, inclusive }, n) => [
        `p${n}`,
        {
          ...{ id: `p${n}`, name: `p${n}`, storeId: `s${store % stores.length}`, hsn: '', imageUrl: '' },
          ...{ gstRateBps: rate, taxInclusive: inclusive },
          variants: [{ id: `v${n}`, sku: `k${n}`, label: '', price: inr(price), available: 1_000 }],
        },
      ]),
    ),
  };
  const cart = lines.map(({ price, quantity }, n) => ({
    ...{ itemId: `i${n}`, productId: `p${n}`, variantId: `v${n}`, quantity, quotedPrice: inr(price) },
  }));
  return priceCart(cart, offers, deliveryState);
}

const total = (amounts: number[]): number => amounts.reduce((a, b) => a + b, 0);

/** What must hold of any cart; the first that does not is named. Plain comparisons: 100,000 runs of `expect` crawl. */
function brokenRule(input: Case): string | undefined {
  const { lines, stores, totals } = priced(input);
  const { subtotal, discount, tax, taxSplit, delivery } = totals;
  const rules: Record<string, boolean> = {
    'all lines are priced': lines.length === input.lines.length,
    'lines + delivery = total':
      total(lines.map((l) => l.lineTotal.amount)) + delivery.amount === totals.total.amount,
    'subtotal - discount + tax + delivery = total':
      subtotal.amount - discount.amount + tax.amount + delivery.amount === totals.total.amount,
    'tax is the sum of the taxes of lines': total(lines.map((l) => l.tax.amount)) === tax.amount,
    'each line is what is taxed and its tax': lines.every(
      (l) => l.taxable.amount + l.tax.amount === l.lineTotal.amount,
    ),
    'an inclusive line costs its listed price': lines.every(
      (l) => !l.taxInclusive || l.lineTotal.amount === l.unitPrice.amount * l.quantity,
    ),
    'an exclusive line is taxed on its listed price': lines.every(
      (l) => l.taxInclusive || l.taxable.amount === l.unitPrice.amount * l.quantity,
    ),
    'the tax is within a minor unit of its rate': lines.every(
      (l) => Math.abs(l.tax.amount - (l.taxable.amount * l.gstRateBps) / 10_000) <= 1,
    ),
    'the split is known exactly when the destination is':
      (taxSplit !== undefined) === (input.deliveryState !== undefined && lines.length > 0),
    'the split sums to the tax':
      taxSplit === undefined ||
      taxSplit.cgst.amount + taxSplit.sgst.amount + taxSplit.igst.amount === tax.amount,
    'halves differ by at most one unit a line': lines.every(
      ({ taxSplit: s }) => !s || Math.abs(s.cgst.amount - s.sgst.amount) <= 1,
    ),
    'a line is taxed by the state or across states, never both': lines.every(
      ({ taxSplit: s }) => !s || s.igst.amount === 0 || s.cgst.amount + s.sgst.amount === 0,
    ),
    'each shop delivers once': delivery.amount === total(stores.map((s) => s.deliveryFee.amount)),
    'the goods of shops are all goods':
      total(stores.map((s) => s.goods.amount)) + delivery.amount === totals.total.amount,
    'nothing is negative or unsafe': [subtotal, discount, tax, delivery, totals.total].every(
      (m) => m.amount >= 0 && Number.isSafeInteger(m.amount),
    ),
  };
  return Object.keys(rules).find((rule) => !rules[rule]);
}

describe('the price of a cart', () => {
  test('is exact to the minor unit for 100,000 random carts', () => {
    fc.assert(
      fc.property(anyCase, (input) => {
        const broken = brokenRule(input);
        if (broken !== undefined) throw new Error(`does not hold: ${broken}`);
      }),
      { numRuns: 100_000 },
    );
  }, 120_000);

  test('an inclusive price of 118.00 at 18 % holds 18.00 of tax, halved within a state', () => {
    const line = { store: 0, price: 11_800, rate: 1_800, inclusive: true, quantity: 1 };
    const { totals } = priced({
      stores: [{ state: 'Kerala', fee: 0 }],
      lines: [line],
      deliveryState: ' kerala ',
    });
    expect(totals).toEqual({
      subtotal: inr(10_000),
      discount: inr(0),
      tax: inr(1_800),
      taxSplit: { cgst: inr(900), sgst: inr(900), igst: inr(0) },
      delivery: inr(0),
      total: inr(11_800),
    });
  });

  test('an odd minor unit of tax goes to the centre', () => {
    const line = { store: 0, price: 25, rate: 1_800, inclusive: false, quantity: 1 };
    const { totals } = priced({ stores: [{ state: 'Goa', fee: 0 }], lines: [line], deliveryState: 'Goa' });
    expect(totals.taxSplit).toEqual({ cgst: inr(3), sgst: inr(2), igst: inr(0) });
  });
});
