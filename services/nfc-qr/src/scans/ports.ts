import type { Tx } from '@chowk/messaging';
import type { Target } from '../short-codes/domain/code.ts';
import type { Owner } from './domain/disclosure.ts';
import type { NewScan, PendingScan, Scan } from './domain/scan.ts';

export interface ScanRepository {
  insertMany(scans: readonly NewScan[], tx: Tx): Promise<void>;
  /** Newest first, after a position; of one target, or of all of an owner's. */
  list(
    ownerUserId: string,
    target: Target | undefined,
    position: readonly [at: Date, id: string] | undefined,
    limit: number,
  ): Promise<Scan[]>;
}

export interface PendingScanRepository {
  /** Resolves when it survives a crash. */
  insert(scan: PendingScan): Promise<void>;
  /** Takes those of `ids` that are still there; who else takes them at the same time gets none. */
  take(ids: readonly string[], tx: Tx): Promise<PendingScan[]>;
  /** Ids of those that have waited since before an instant, oldest first. */
  findStale(before: Date, limit: number): Promise<string[]>;
}

/** Takes a view off the answer's path. Resolves when it is safe; its scan and event follow. */
export type EnqueueView = (view: PendingScan) => Promise<void>;

/** What is limited: messages to an owner, forms left at a code. */
export type QuotaKind = 'contact' | 'lead';

export interface QuotaRepository {
  /**
   * Takes one of the uses that a visitor has of a code in the running window. Claims with the same
   * `claimId` share one, so that a repeated request is not refused.
   * @throws AppError RATE_LIMITED with the seconds until the next window
   */
  claim(
    kind: QuotaKind,
    claim: { code: string; visitorId: string; claimId: string },
    now: Date,
  ): Promise<void>;
}

export interface OwnerClient {
  /**
   * Asks each time anew: a plan that has just ended must not be served from a cache.
   * @throws AppError UPSTREAM_UNAVAILABLE or UPSTREAM_TIMEOUT when auth does not answer,
   * USER_NOT_FOUND when it does not know the owner
   */
  getOwner(userId: string): Promise<Owner>;
}

/** One look at what an owner keeps behind the gate. */
export interface OwnerAccess {
  carId: string;
  ownerUserId: string;
  /** A user id, or the keyed hash of an address. */
  visitorId: string;
  /** Why it was allowed: the owner is premium, or the visitor left a lead. */
  basis: 'premium' | 'reveal';
  /** The scan that earned a reveal. */
  scanId: string | undefined;
  at: Date;
}

export interface AccessLogRepository {
  insert(access: OwnerAccess): Promise<void>;
}
