/**
 * A SKU sold its last unit, or has units again, and its product has not heard of it. Units that somebody holds
 * are not sold: they may come back without anybody writing.
 */
export interface StockTurn {
  sku: string;
  productId: string;
  /** Whether units are unsold since. */
  inStock: boolean;
  /** By the database's clock. */
  at: Date;
}
