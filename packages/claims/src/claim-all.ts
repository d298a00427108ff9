import { failpoint } from '@chowk/runtime/failpoints';
import type { ClaimResult, ConfirmResult } from './domain/decide.ts';
import type {
  Claims,
  ContentOf,
  CountResource,
  InTransaction,
  IntervalResource,
  Resource,
  SeatResource,
} from './ports.ts';

/** What is asked of one of several resources. */
export type ClaimPart =
  | { resource: CountResource; content: ContentOf<CountResource> }
  | { resource: SeatResource; content: ContentOf<SeatResource> }
  | { resource: IntervalResource; content: ContentOf<IntervalResource> };

type Refused = Exclude<ClaimResult, { outcome: 'claimed' }> & {
  /** Id of the resource that refused. */
  resource: string;
};

/**
 * Claims on several resources under one id, all or none: a use of a coupon and one of its user's uses, an
 * interval on both sides of midnight. Without `tx` the parts are claimed one after the other, so name them
 * in the same order everywhere, the one that fewest share first. A refusal gives back what was held; after
 * a crash it runs out. Confirming judges the parts anew.
 * @returns `expiresAt` of the part that runs out first
 */
export async function claimAll(
  claims: Claims,
  { id, ttlMs, parts }: { id: string; ttlMs: number; parts: readonly ClaimPart[] },
  tx?: InTransaction,
): Promise<{ outcome: 'claimed'; expiresAt: Date | undefined } | Refused> {
  let expiresAt: Date | undefined;
  for (const [index, { resource, content }] of parts.entries()) {
    if (index > 0) await failpoint('claims.claim-all.between');
    const result = await claims.claim(resource, { ...content, id, ttlMs } as never, tx);
    if (result.outcome !== 'claimed') {
      for (const claimed of parts.slice(0, index)) await claims.expire(claimed.resource, id, tx);
      return { ...result, resource: resource.id };
    }
    if (result.state === 'held' && !(expiresAt && expiresAt < result.expiresAt)) expiresAt = result.expiresAt;
  }
  return { outcome: 'claimed', expiresAt };
}

/**
 * Confirms a claim on all of its resources. If one of them refuses, the claim is released everywhere: then
 * it is over. Repeat it until it answers; a crash on the way leaves it confirmed in part.
 */
export async function confirmAll(
  claims: Claims,
  { id, resources }: { id: string; resources: readonly Resource[] },
  tx?: InTransaction,
): Promise<{ outcome: 'confirmed' } | (ConfirmResult & { resource: string })> {
  for (const [index, resource] of resources.entries()) {
    if (index > 0) await failpoint('claims.confirm-all.between');
    const { outcome } = await claims.confirm(resource, id, tx);
    if (outcome === 'confirmed') continue;
    await releaseAll(claims, { id, resources }, tx);
    return { outcome, resource: resource.id };
  }
  return { outcome: 'confirmed' };
}

/** Releases a claim on all of its resources; as repeatable as each release. */
export async function releaseAll(
  claims: Claims,
  { id, resources }: { id: string; resources: readonly Resource[] },
  tx?: InTransaction,
): Promise<void> {
  for (const [index, resource] of resources.entries()) {
    if (index > 0) await failpoint('claims.release-all.between');
    await claims.release(resource, id, tx);
  }
}
