import {
  add,
  allocate,
  basisPoints,
  includedTax,
  money,
  subtract,
  sum,
  times,
  type Money,
} from '@chowk/money';
import type { CartLine } from './cart.ts';

/** An article as catalog offers it at this moment. */
export interface Product {
  id: string;
  name: string;
  storeId: string;
  gstRateBps: number;
  hsn: string;
  taxInclusive: boolean;
  imageUrl: string;
  variants: Array<{ id: string; sku: string; label: string; price: Money; available: number }>;
}

export interface Store {
  id: string;
  name: string;
  /** State of India that the shop supplies from; decides between CGST + SGST and IGST. */
  state: string;
  ownerUserId: string;
  minimumOrder: Money;
  deliveryFee: Money;
  active: boolean;
}

/** GST by who levies it: half each to centre and state inside a state, all integrated across states. */
interface TaxSplit {
  cgst: Money;
  sgst: Money;
  igst: Money;
}

interface PricedLine {
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

interface Totals {
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

interface PricedStore {
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

/** What catalog said about the lines of a cart. */
export interface Offers {
  products: ReadonlyMap<string, Product>;
  stores: ReadonlyMap<string, Store>;
}

const HOME_CURRENCY = 'INR';

/**
 * Prices a cart by what catalog offers now. Sums are exact to the minor unit: rounding happens once, in
 * the tax of each line, and every total is a sum of lines. Each store charges its delivery fee once.
 * @param deliveryState state that the goods go to; without it the tax is not split
 * @throws MoneyError when an amount leaves the safe integers
 */
export function priceCart(lines: readonly CartLine[], offers: Offers, deliveryState?: string): PricedCart {
  const problems: CartProblem[] = [];
  const priced: PricedLine[] = [];
  let currency: string | undefined;

  for (const line of lines) {
    const found = findOffer(line, offers);
    if (!found) {
      problems.push({ code: 'PRODUCT_GONE', itemId: line.itemId });
      continue;
    }
    const { variant, store } = found;
    currency ??= variant.price.currency;
    if ([variant.price, store.deliveryFee, store.minimumOrder].some((m) => m.currency !== currency)) {
      problems.push({ code: 'CURRENCY_MISMATCH', itemId: line.itemId });
      continue;
    }
    priced.push(priceLine(line, found, deliveryState));
    problems.push(...problemsOf(line, variant));
  }

  const stores = storesOf(priced, offers, currency ?? HOME_CURRENCY);
  for (const { storeId, goods } of stores) {
    const minimum = offers.stores.get(storeId)!.minimumOrder;
    if (goods.amount < minimum.amount) problems.push({ code: 'BELOW_MINIMUM', storeId, minimum, goods });
  }
  return { lines: priced, stores, totals: totalsOf(priced, stores, currency ?? HOME_CURRENCY), problems };
}

type Variant = Product['variants'][number];
interface Offer {
  product: Product;
  variant: Variant;
  store: Store;
}

function findOffer(line: CartLine, offers: Offers): Offer | undefined {
  const product = offers.products.get(line.productId);
  const variant = product?.variants.find(({ id }) => id === line.variantId);
  const store = product && offers.stores.get(product.storeId);
  return product && variant && store?.active ? { product, variant, store } : undefined;
}

function problemsOf(line: CartLine, variant: Variant): CartProblem[] {
  const { itemId, quantity, shownPrice } = line;
  const { price, sku, available } = variant;
  const problems: CartProblem[] = [];
  if (price.amount !== shownPrice.amount || price.currency !== shownPrice.currency) {
    problems.push({ code: 'PRICE_CHANGED', itemId, from: shownPrice, to: price });
  }
  if (available < quantity) {
    problems.push({ code: 'OUT_OF_STOCK', itemId, sku, wanted: quantity, available });
  }
  return problems;
}

function priceLine(line: CartLine, offer: Offer, deliveryState: string | undefined): PricedLine {
  const { product, variant, store } = offer;
  const { gstRateBps, taxInclusive, hsn, storeId, imageUrl } = product;
  const discount = money(0, variant.price.currency);
  const listed = subtract(times(variant.price, line.quantity), discount);
  const tax = taxInclusive ? includedTax(listed, gstRateBps) : basisPoints(listed, gstRateBps);
  const taxable = taxInclusive ? subtract(listed, tax) : listed;
  return {
    itemId: line.itemId,
    productId: product.id,
    variantId: variant.id,
    sku: variant.sku,
    name: product.name,
    label: variant.label,
    imageUrl,
    storeId,
    hsn,
    gstRateBps,
    taxInclusive,
    quantity: line.quantity,
    unitPrice: variant.price,
    discount,
    taxable,
    tax,
    taxSplit: deliveryState === undefined ? undefined : splitTax(tax, sameState(store.state, deliveryState)),
    lineTotal: add(taxable, tax),
  };
}

const sameState = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** An odd minor unit goes to the centre, so that the halves sum to the whole. */
function splitTax(tax: Money, withinState: boolean): TaxSplit {
  const none = money(0, tax.currency);
  if (!withinState) return { cgst: none, sgst: none, igst: tax };
  const [cgst, sgst] = allocate(tax, [1, 1]) as [Money, Money];
  return { cgst, sgst, igst: none };
}

function storesOf(lines: readonly PricedLine[], offers: Offers, currency: string): PricedStore[] {
  return [...new Set(lines.map((line) => line.storeId))].map((storeId) => {
    const { name, ownerUserId, deliveryFee } = offers.stores.get(storeId)!;
    const goods = sum(
      lines.filter((line) => line.storeId === storeId).map((line) => line.lineTotal),
      currency,
    );
    return { storeId, name, ownerUserId, goods, deliveryFee };
  });
}

function totalsOf(lines: readonly PricedLine[], stores: readonly PricedStore[], currency: string): Totals {
  const total = (pick: (line: PricedLine) => Money): Money => sum(lines.map(pick), currency);
  const discount = total((line) => line.discount);
  const tax = total((line) => line.tax);
  const subtotal = add(
    total((line) => line.taxable),
    discount,
  );
  const delivery = sum(
    stores.map((store) => store.deliveryFee),
    currency,
  );
  const splits = lines.flatMap((line) => line.taxSplit ?? []);
  const share = (kind: keyof TaxSplit): Money =>
    sum(
      splits.map((split) => split[kind]),
      currency,
    );
  return {
    subtotal,
    discount,
    tax,
    taxSplit:
      lines.length > 0 && splits.length === lines.length
        ? { cgst: share('cgst'), sgst: share('sgst'), igst: share('igst') }
        : undefined,
    delivery,
    total: add(add(subtract(subtotal, discount), tax), delivery),
  };
}
