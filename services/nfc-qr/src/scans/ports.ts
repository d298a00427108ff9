import type { CONTACT_REASONS } from '@chowk/contracts/events';
import type { Tx } from '@chowk/messaging';
import type { After } from '../cars/ports.ts';

export type ContactReason = (typeof CONTACT_REASONS)[number];

/** Somebody was at a code: looked, left a phone number, or sent the owner a message. */
export interface Scan {
  id: string;
  kind: 'view' | 'lead' | 'contact';
  carId: string;
  ownerUserId: string;
  at: Date;
  /** What a scanner left, for the owner's eyes only: never in events and logs. */
  lead?: { phone: string; email: string; notes: string | undefined };
  reason?: ContactReason;
}

/** A look that has been noted and is yet to become a scan; carries what the event will say. */
export interface NotedView {
  id: string;
  carId: string;
  ownerUserId: string;
  carModel: string;
  maskedNumber: string;
  at: Date;
}

export interface Scans {
  add(scans: readonly Scan[], tx: Tx): Promise<void>;
  /** Newest first; of one car or of all of an owner's. */
  listOfOwner(
    ownerUserId: string,
    carId: string | undefined,
    limit: number,
    after: After | undefined,
  ): Promise<Scan[]>;
}

export interface NotedViews {
  /** Resolves when the view survives a crash. */
  add(view: NotedView): Promise<void>;
  /** Takes those of `ids` that are still there; who else takes them at the same time gets none. */
  take(ids: readonly string[], tx: Tx): Promise<NotedView[]>;
  /** Ids of views noted before an instant, oldest first. */
  leftSince(before: Date, limit: number): Promise<string[]>;
}
