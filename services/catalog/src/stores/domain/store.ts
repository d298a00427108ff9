import type { Money } from '@chowk/money';
import type { OpeningHours } from './opening-hours.ts';

/** What a merchant edits of a store. */
export interface StoreFields {
  name: string;
  description: string;
  categoryIds: string[];
  address: {
    line1: string;
    area: string;
    city: string;
    /** State of India as a name; decides between CGST+SGST and IGST. */
    state: string;
    pincode: string;
  };
  location: { lat: number; lng: number };
  hours: OpeningHours;
  minimumOrder: Money;
  deliveryFee: Money;
  deliveryRadiusMetres: number;
  gstin: string | null;
  image: string | null;
  active: boolean;
}

/** What only the platform decides about a store. */
export interface StoreTerms {
  ownerUserId: string;
  partner: boolean;
  /** Basis points: 500 is 5 %. */
  cashbackBps: number;
}

export interface Store extends StoreFields, StoreTerms {
  id: string;
  version: number;
  createdAt: Date;
}

/** A store as sent by its editor; the platform's terms count from admins only. */
export type StoreInput = StoreFields & { [Term in keyof StoreTerms]?: StoreTerms[Term] | undefined };

/** A store, and how far it is from where somebody stands. */
export type NearbyStore = Store & { distanceMetres: number };
