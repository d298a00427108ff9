import type { Tx } from '@chowk/messaging';
import type { ClientSession } from 'mongoose';
import type { Claim } from './domain/claim.ts';
import type { ClaimResult, ConfirmResult, ResizeResult } from './domain/decide.ts';
import type { Bounds, LiveClaim } from './domain/resource.ts';

interface Identified {
  /** Printable ASCII without spaces, at most 200 characters, such as `coupon:cpn_1`. */
  id: string;
  /** When the resource itself may be forgotten; without it, never. */
  forgetAt?: Date | undefined;
}

/** A number of units, 0 or more: uses, places, money in minor units. */
export interface CountResource extends Identified {
  kind: 'count';
  limit: number;
}

/** Named or numbered seats, at most 2,000, each with one holder. */
export interface SeatResource extends Identified {
  kind: 'seat';
  seats: readonly string[];
}

/**
 * A stretch of time, such as a local day of an expert: what is claimed lies inside `window`, and no instant
 * is taken by more than `limit` claims. Bounds are integers of one unit throughout, epoch ms or minutes.
 */
export interface IntervalResource extends Identified {
  kind: 'interval';
  window: { from: number; to: number };
  /** 1 unless given: no overlap. */
  limit?: number | undefined;
}

/**
 * Something of which there is only so much. It is opened by the first call that names it, with the limit
 * given there; from then on the stored limit counts, and `resize` changes it.
 */
export type Resource = CountResource | SeatResource | IntervalResource;

/** What can be asked of a resource of this kind. */
export type ContentOf<R extends Resource> = R extends CountResource
  ? {
      /** 1 or more. */
      quantity: number;
    }
  : R extends SeatResource
    ? {
        /** 1 to 100 names, in any order. */
        seats: readonly string[];
        replaces?: string | undefined;
      }
    : {
        /** Half-open: an interval ends where the next may begin. */
        from: number;
        to: number;
        /** Kept free around it, in the same unit; two claims are apart by the sum of what faces the other. */
        bufferBefore?: number | undefined;
        bufferAfter?: number | undefined;
        /**
         * A claim on the same resource that is released in the same step if this one succeeds, and is no
         * obstacle to it: an appointment can move by less than its own length.
         */
        replaces?: string | undefined;
      };

/** A transaction to take part in; without it each call is atomic by itself. */
export type InTransaction = Tx | ClientSession;

/** A resource at an instant of the store's clock. */
export interface ResourceView {
  id: string;
  bounds: Bounds;
  /** Units, seats, or the most intervals at one instant. */
  taken: number;
  /** What the limit leaves of that; for an interval 0 says only that some instant is full. */
  free: number;
  /** Held and confirmed claims, those on file aside: a count files confirmed claims after a while. */
  claims: LiveClaim[];
  now: Date;
}

/**
 * Claims on resources. Each is known by an id of the caller's choice that is unique on its resource; every
 * call may be repeated. A call that failed may have taken effect. Expected refusals are values. All calls throw AppError VALIDATION_FAILED for
 * arguments that make no sense, and OVERLOADED when a resource has too many claims under way, or
 * changes faster than a call can follow.
 */
export interface Claims {
  /** Holds what is asked for during `ttlMs`, an integer of 1 or more. */
  claim<R extends Resource>(
    resource: R,
    claim: ContentOf<R> & { id: string; ttlMs: number },
    tx?: InTransaction,
  ): Promise<ClaimResult>;
  /** Claims and confirms in one step; a claim that is held already is confirmed. */
  claimAndConfirm<R extends Resource>(
    resource: R,
    claim: ContentOf<R> & { id: string },
    tx?: InTransaction,
  ): Promise<ClaimResult>;
  /** Makes a claim permanent. */
  confirm(resource: Resource, claimId: string, tx?: InTransaction): Promise<ConfirmResult>;
  /**
   * Ends a claim, held or confirmed, for good. One that was never made is ended too: when it arrives after
   * its release, it is refused.
   */
  release(resource: Resource, claimId: string, tx?: InTransaction): Promise<void>;
  /** Ends a hold as if its time had run out, so that the same id may claim again. */
  expire(resource: Resource, claimId: string, tx?: InTransaction): Promise<void>;
  /** Changes limit, seats or window to those given, unless more is taken. */
  resize(resource: Resource, tx?: InTransaction): Promise<ResizeResult>;
  findMany(resourceIds: readonly string[], tx?: InTransaction): Promise<ResourceView[]>;
  /** A claim as it stands; a hold whose time is over shows as `expired`. */
  findClaim(resourceId: string, claimId: string, tx?: InTransaction): Promise<Claim | undefined>;
}
