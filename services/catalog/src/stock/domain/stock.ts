/**
 * What one order has on one article.
 * - `held`: reserved; free again from `expiresAt` on
 * - `sold`: counted in `allocated`; the entry lets a repeated or abandoned Commit find out how far it came
 * - `returned`: taken off `allocated` again; the entry keeps that from happening twice
 */
export interface Hold {
  orderId: string;
  /** Number of the attempt to reserve: one who lost track of a newer attempt cannot overwrite it. */
  attempt: number;
  quantity: number;
  state: 'held' | 'sold' | 'returned';
  expiresAt: Date;
}

/** The units of one article, and who has them. */
export interface Stock {
  sku: string;
  productId: string;
  storeId: string;
  /** False once the article is off sale. */
  active: boolean;
  onHand: number;
  /** Sold, not yet out of the house. */
  allocated: number;
  /** At this many sellable units or fewer the stock is low. */
  threshold: number;
  holds: Hold[];
}

export interface Availability {
  onHand: number;
  allocated: number;
  reserved: number;
  /** What can be reserved at this moment. */
  available: number;
}

/** Whether a hold keeps units from others at an instant: at `expiresAt` itself it no longer does. */
export const isLive = (hold: Hold, now: Date): boolean => hold.state === 'held' && hold.expiresAt > now;

/** How the units of an article are spread at an instant. */
export function availability(stock: Stock, now: Date): Availability {
  const { onHand, allocated } = stock;
  const reserved = stock.holds
    .filter((hold) => isLive(hold, now))
    .reduce((units, hold) => units + hold.quantity, 0);
  return { onHand, allocated, reserved, available: stock.active ? onHand - allocated - reserved : 0 };
}
