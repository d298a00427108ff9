import type { Money } from '@chowk/money';

/** A line as it is priced: which variant, how many, and the price that its owner was quoted. */
export interface LineToPrice {
  itemId: string;
  productId: string;
  variantId: string;
  quantity: number;
  /** Price of one unit when the line was last added to or changed: what the customer saw. */
  quotedPrice: Money;
}

/** GST by who levies it: half each to centre and state inside a state, all integrated across states. */
export interface TaxSplit {
  cgst: Money;
  sgst: Money;
  igst: Money;
}

export interface PricedLine {
  itemId: string;
  productId: string;
  variantId: string;
  sku: string;
  name: string;
  label: string;
  imageUrl: string;
  storeId: string;
  hsn: string;
  gstRateBps: number;
  taxInclusive: boolean;
  quantity: number;
  /** Catalog's price of one unit; holds the tax when `taxInclusive`. */
  unitPrice: Money;
  discount: Money;
  /** What tax is due on: after the discount, without the tax. */
  taxable: Money;
  tax: Money;
  /** Known once it is known where the goods go. */
  taxSplit: TaxSplit | undefined;
  /** taxable + tax */
  lineTotal: Money;
}

export interface Totals {
  /** Goods before discount, without tax. */
  subtotal: Money;
  discount: Money;
  tax: Money;
  taxSplit: TaxSplit | undefined;
  delivery: Money;
  /** subtotal - discount + tax + delivery; also all line totals + delivery. */
  total: Money;
}

export type CartProblem =
  | { code: 'PRICE_CHANGED'; itemId: string; from: Money; to: Money }
  | { code: 'OUT_OF_STOCK'; itemId: string; sku: string; wanted: number; available: number }
  | { code: 'PRODUCT_GONE'; itemId: string }
  | { code: 'CURRENCY_MISMATCH'; itemId: string }
  | { code: 'BELOW_MINIMUM'; storeId: string; minimum: Money; goods: Money };

export interface PricedStore {
  storeId: string;
  name: string;
  ownerUserId: string;
  /** All line totals of the store. */
  goods: Money;
  deliveryFee: Money;
}

export interface PricedCart {
  /** Lines that can be sold; gone articles and other currencies are among the problems only. */
  lines: PricedLine[];
  stores: PricedStore[];
  totals: Totals;
  problems: CartProblem[];
}
