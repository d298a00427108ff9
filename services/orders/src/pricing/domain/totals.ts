import { add, subtract, sum, type Money } from '@chowk/money';
import type { Offers } from './offer.ts';
import type { PricedLine, PricedStore, TaxSplit, Totals } from './priced-cart.ts';

/** The stores of the lines, each with its goods and its delivery fee. */
export function storesOf(lines: readonly PricedLine[], offers: Offers, currency: string): PricedStore[] {
  return [...new Set(lines.map((line) => line.storeId))].map((storeId) => {
    const { name, ownerUserId, deliveryFee } = offers.stores.get(storeId)!;
    const goods = sum(
      lines.filter((line) => line.storeId === storeId).map((line) => line.lineTotal),
      currency,
    );
    return { storeId, name, ownerUserId, goods, deliveryFee };
  });
}

/** Every total is a sum of lines, so that it is exact to the minor unit. */
export function totalsOf(
  lines: readonly PricedLine[],
  stores: readonly PricedStore[],
  currency: string,
): Totals {
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
