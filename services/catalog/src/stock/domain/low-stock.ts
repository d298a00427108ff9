/** Sellable units of a SKU fell to its threshold or below; not yet published. */
export interface LowStockAlert {
  /** Unique per crossing. */
  id: string;
  sku: string;
  productId: string;
  storeId: string;
  available: number;
  threshold: number;
}
