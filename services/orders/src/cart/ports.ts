import type { Tx } from '@chowk/messaging';
import type { Money } from '@chowk/money';
import type { Cart, CartLimits, CartLine, CartOwner } from './domain/cart.ts';

/** Carts at rest, one document for each owner. A guest's cart that has expired is no cart any more. */
export interface CartRepository {
  /** The owner's cart; undefined when there is none. */
  find(owner: CartOwner, tx?: Tx): Promise<Cart | undefined>;
  /** Makes an empty cart unless there is one. */
  open(owner: CartOwner): Promise<void>;
  /**
   * Adds to the line of the same variant, or adds a line, or makes the cart; one update, however many add at
   * once. A refused add leaves the cart as it was.
   * @throws AppError CART_LIMIT_EXCEEDED
   */
  add(owner: CartOwner, line: CartLine, limits: CartLimits, tx?: Tx): Promise<CartLine>;
  /** False when there is no such line. */
  setQuantity(
    owner: CartOwner,
    itemId: string,
    change: { quantity: number; quotedPrice: Money },
  ): Promise<boolean>;
  /** False when there is no such line. */
  remove(owner: CartOwner, itemId: string): Promise<boolean>;
  clear(owner: CartOwner): Promise<void>;
  /** Puts lines in the place of those of one version; false when the cart has moved on. */
  replace(owner: CartOwner, version: number, lines: CartLine[], tx: Tx): Promise<boolean>;
  /** Takes the cart away, so that nobody else can; undefined when there is none. */
  take(owner: CartOwner, tx: Tx): Promise<Cart | undefined>;
}
