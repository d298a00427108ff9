/**
 * What one order has on one SKU.
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

/** The units of one SKU, and who has them. */
export interface Stock {
  sku: string;
  productId: string;
  storeId: string;
  /** False once the SKU is off sale. */
  active: boolean;
  /** Version of the product that `active` follows; missing on rows of the first release. */
  productVersion?: number;
  onHand: number;
  /** Sold, not yet out of the house. */
  allocated: number;
  /** At this many sellable units or fewer the stock is low. */
  threshold: number;
  holds: Hold[];
}

/** A SKU that goes on sale. */
export interface NewStockItem {
  sku: string;
  productId: string;
  storeId: string;
  onHand: number;
  threshold: number;
  /** Version of the product that puts it on sale. */
  productVersion: number;
}

interface Availability {
  onHand: number;
  allocated: number;
  reserved: number;
  /** What can be reserved at this moment. */
  available: number;
}

/** Whether a hold keeps units from others at an instant: at `expiresAt` itself it no longer does. */
export const isLive = (hold: Hold, now: Date): boolean => hold.state === 'held' && hold.expiresAt > now;

/** How the units of a SKU are spread at an instant. */
export function availability(stock: Stock, now: Date): Availability {
  const { onHand, allocated } = stock;
  const reserved = stock.holds
    .filter((hold) => isLive(hold, now))
    .reduce((units, hold) => units + hold.quantity, 0);
  return { onHand, allocated, reserved, available: stock.active ? onHand - allocated - reserved : 0 };
}

/** Units of a SKU that can be reserved at an instant, never below zero. */
export function availableOf(rows: readonly Stock[], sku: string, now: Date): number {
  const row = rows.find((candidate) => candidate.sku === sku);
  return row ? Math.max(0, availability(row, now).available) : 0;
}

/**
 * Whether units of a SKU on sale are left that nobody bought. Those that somebody holds count: they come back
 * by themselves if he does not buy.
 */
export const hasUnsold = ({ active, onHand, allocated }: Stock): boolean => active && onHand > allocated;

/** The row that a SKU has when it goes on sale. */
export const newStock = (item: NewStockItem): Stock => ({ ...item, active: true, allocated: 0, holds: [] });
