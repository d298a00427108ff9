import type { Money } from '@chowk/money';

export interface Variant {
  id: string;
  sku: string;
  label: string;
  price: Money;
  /** Units that can be sold at this moment. */
  available: number;
}

/** An article as catalog offers it at this moment. */
export interface Product {
  id: string;
  name: string;
  storeId: string;
  gstRateBps: number;
  hsn: string;
  taxInclusive: boolean;
  imageUrl: string;
  variants: Variant[];
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

/** What catalog said about the lines of a cart. */
export interface Offers {
  products: ReadonlyMap<string, Product>;
  stores: ReadonlyMap<string, Store>;
}
