import { AppError } from '@chowk/contracts/errors';
import type { LineToPrice } from '../../pricing/domain/priced-cart.ts';

/** Whose cart: of an account, or of whoever holds a guest token (its hash). */
export type CartOwner =
  { readonly kind: 'user'; readonly userId: string } | { readonly kind: 'guest'; readonly tokenHash: string };

export const userOwner = (userId: string): CartOwner => ({ kind: 'user', userId });

/** One article in a cart. */
export type CartLine = LineToPrice;

export interface Cart {
  /** Grows with every change; a checkout claims the lines of one version. */
  version: number;
  lines: CartLine[];
}

export interface CartLimits {
  /** Different articles. */
  maxLines: number;
  /** Units of one article. */
  maxQuantity: number;
}

/**
 * The line of an article once it is added: the line that is there grows and takes notice of the price, or a
 * new one joins the others.
 * @throws AppError CART_LIMIT_EXCEEDED
 */
export function addedLine(lines: readonly CartLine[], added: CartLine, limits: CartLimits): CartLine {
  const known = lines.find(({ variantId }) => variantId === added.variantId);
  const quantity = (known?.quantity ?? 0) + added.quantity;
  if (quantity > limits.maxQuantity) throw limitExceeded('quantity', limits.maxQuantity);
  if (!known && lines.length >= limits.maxLines) throw limitExceeded('productId', limits.maxLines);
  return known ? { ...known, quantity, quotedPrice: added.quotedPrice } : added;
}

export const limitExceeded = (path: 'quantity' | 'productId', limit: number): AppError =>
  new AppError('CART_LIMIT_EXCEEDED', { details: [{ path, limit, message: `at most ${limit}` }] });

/**
 * How the cart of a guest joins the cart of the account:
 * `max` the larger quantity of each article, `sum` both added up, `replace` the guest's cart takes the
 * place of the account's, `keep` the account's cart stays and the guest's is dropped.
 */
export const MERGE_STRATEGIES = ['max', 'sum', 'replace', 'keep'] as const;
export type MergeStrategy = (typeof MERGE_STRATEGIES)[number];

/**
 * Joins two carts. Lines of `own` come first and keep their item ids. Quantities are cut at the limit, and
 * lines beyond the limit are counted in `dropped`: a sign-in must not fail over a full cart.
 */
export function mergeLines(
  own: readonly CartLine[],
  other: readonly CartLine[],
  strategy: MergeStrategy,
  limits: CartLimits,
): { lines: CartLine[]; dropped: number } {
  if (strategy === 'keep') return { lines: [...own], dropped: 0 };
  const byVariant = new Map((strategy === 'replace' ? [] : own).map((line) => [line.variantId, line]));
  for (const line of other) {
    const known = byVariant.get(line.variantId);
    const quantity = combined(known?.quantity ?? 0, line.quantity, strategy);
    byVariant.set(line.variantId, {
      ...(known ?? line),
      quantity: Math.min(quantity, Math.max(limits.maxQuantity, known?.quantity ?? 0)),
    });
  }
  const all = [...byVariant.values()];
  return { lines: all.slice(0, limits.maxLines), dropped: Math.max(0, all.length - limits.maxLines) };
}

const combined = (own: number, other: number, strategy: 'max' | 'sum' | 'replace'): number =>
  strategy === 'sum' ? own + other : Math.max(own, other);
