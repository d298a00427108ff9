import { allocate, money, type Money } from '@chowk/money';
import type { TaxSplit } from './priced-cart.ts';

/** States are named by people: `karnataka ` is Karnataka. */
export const sameState = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** GST of goods that stay inside a state, or leave it. An odd minor unit goes to the centre, so that the halves sum to the whole. */
export function splitTax(tax: Money, withinState: boolean): TaxSplit {
  const none = money(0, tax.currency);
  if (!withinState) return { cgst: none, sgst: none, igst: tax };
  const [cgst, sgst] = allocate(tax, [1, 1]) as [Money, Money];
  return { cgst, sgst, igst: none };
}
