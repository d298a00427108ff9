import type { Cart } from '../domain/cart.ts';
import type { PricedCart } from '../domain/pricing.ts';
import type { CartOwner, Carts } from '../ports.ts';
import { ownerOf, type CartVisitor } from './name-owner.ts';
import type { PriceLines } from './price-lines.ts';

/** A cart as its owner sees it: priced anew each time, with what is wrong with it. */
export interface CartView {
  version: number;
  items: object[];
  stores: object[];
  totals: PricedCart['totals'];
  problems: PricedCart['problems'];
}

/** Shows carts. Throws AppError UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT, AMOUNT_OUT_OF_RANGE. */
export function createViewCart(deps: { carts: Carts; priceLines: PriceLines }) {
  const ofOwner = async (owner: CartOwner | undefined): Promise<CartView> => {
    const cart = (owner && (await deps.carts.find(owner))) ?? { version: 0, lines: [] };
    return render(cart, await deps.priceLines(cart.lines));
  };
  return { ofOwner, ofVisitor: (visitor: CartVisitor) => ofOwner(ownerOf(visitor)) };
}
export type ViewCart = ReturnType<typeof createViewCart>;

function render(cart: Cart, { lines, stores, totals, problems }: PricedCart): CartView {
  const priced = new Map(lines.map((line) => [line.itemId, line]));
  return {
    version: cart.version,
    // Lines that cannot be sold stay visible, so that they can be removed.
    items: cart.lines.map(({ itemId, productId, variantId, quantity }) => {
      const { sku, name, label, imageUrl, storeId, unitPrice, discount, tax, lineTotal } =
        priced.get(itemId) ?? {};
      return {
        itemId,
        productId,
        variantId,
        quantity,
        ...{ sku, name, label, imageUrl, storeId, unitPrice, discount, tax, lineTotal },
      };
    }),
    stores: stores.map(({ storeId, name, goods, deliveryFee }) => ({ storeId, name, goods, deliveryFee })),
    totals,
    problems,
  };
}
