import type { Tx } from '@chowk/messaging';
import type { Money } from '@chowk/money';
import type { OpeningHours } from './domain/opening-hours.ts';

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

interface StoreFilter {
  city?: string | undefined;
  categoryIds?: readonly string[] | undefined;
}

export interface Stores {
  /** By name, after a position. */
  list(filter: StoreFilter, limit: number, after: [name: string, id: string] | undefined): Promise<Store[]>;
  /** Active ones within a radius in metres, nearest first, after a position. */
  near(
    point: { lat: number; lng: number },
    radiusMetres: number,
    limit: number,
    after: [metres: number, id: string] | undefined,
  ): Promise<Array<Store & { distanceMetres: number }>>;
  find(id: string): Promise<Store | undefined>;
  findMany(ids: readonly string[]): Promise<Store[]>;
  insert(store: Store, tx: Tx): Promise<void>;
  /** Undefined when there is none, or none of that version. */
  update(
    id: string,
    fields: StoreFields & Partial<StoreTerms>,
    expectedVersion: number | undefined,
  ): Promise<Store | undefined>;
  /** False when there is none, or none of that version. */
  remove(id: string, expectedVersion: number | undefined, at: Date): Promise<boolean>;
}
