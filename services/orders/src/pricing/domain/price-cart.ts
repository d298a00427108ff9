import { add, basisPoints, includedTax, money, subtract, times } from '@chowk/money';
import type { Offers, Product, Store, Variant } from './offer.ts';
import type { CartProblem, LineToPrice, PricedCart, PricedLine } from './priced-cart.ts';
import { sameState, splitTax } from './tax-split.ts';
import { storesOf, totalsOf } from './totals.ts';

const HOME_CURRENCY = 'INR';

/**
 * Prices a cart by what catalog offers now. Sums are exact to the minor unit: rounding happens once, in
 * the tax of each line, and every total is a sum of lines. Each store charges its delivery fee once.
 * @param deliveryState state that the goods go to; without it the tax is not split
 * @throws MoneyError when an amount leaves the safe integers
 */
export function priceCart(lines: readonly LineToPrice[], offers: Offers, deliveryState?: string): PricedCart {
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

interface Offer {
  product: Product;
  variant: Variant;
  store: Store;
}

function findOffer(line: LineToPrice, offers: Offers): Offer | undefined {
  const product = offers.products.get(line.productId);
  const variant = product?.variants.find(({ id }) => id === line.variantId);
  const store = product && offers.stores.get(product.storeId);
  return product && variant && store?.active ? { product, variant, store } : undefined;
}

function problemsOf(line: LineToPrice, variant: Variant): CartProblem[] {
  const { itemId, quantity, quotedPrice } = line;
  const { price, sku, available } = variant;
  const problems: CartProblem[] = [];
  if (price.amount !== quotedPrice.amount || price.currency !== quotedPrice.currency) {
    problems.push({ code: 'PRICE_CHANGED', itemId, from: quotedPrice, to: price });
  }
  if (available < quantity) {
    problems.push({ code: 'OUT_OF_STOCK', itemId, sku, wanted: quantity, available });
  }
  return problems;
}

function priceLine(line: LineToPrice, offer: Offer, deliveryState: string | undefined): PricedLine {
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
