import { AppError } from '@chowk/contracts/errors';
import { failpoint } from '@chowk/runtime/failpoints';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { ClientSession, Connection } from 'mongoose';
import { assertId, assertTtl, boundsOf, contentOf } from '../assert-input.ts';
import {
  decideClaim,
  decideConfirm,
  decideRelease,
  decideResize,
  granted,
  type ClaimResult,
  type ConfirmResult,
  type ResizeResult,
  type Wanted,
} from '../domain/decide.ts';
import type { Bounds } from '../domain/resource.ts';
import type { Claims, Resource } from '../ports.ts';
import { createClaimRecords, type Retention } from './claim-records.ts';
import { createClaimViews } from './claim-views.ts';
import { createResourceStore, type Found } from './resource-store.ts';
import { sessionOf } from './session.ts';
import {
  confirmUpdate,
  enterUpdate,
  expireOverdueUpdate,
  expireUpdate,
  releaseUpdate,
  resizeUpdate,
  tombstoneUpdate,
  type Standing,
} from './updates.ts';

/** Each round lost means that somebody else changed the resource in between. */
const MAX_ROUNDS = 20;

export interface ClaimsOptions {
  connection: Connection;
  retention: Retention;
  /** For tests. Left out, the store's clock judges: that of a replica may be off. */
  clock?: Clock;
  /** After so many changes of a resource, claims that are over leave it for the records. */
  archiveAfter?: number;
  /** So many claims, held ones included, are on one resource at most. */
  maxClaims?: number;
}

const busy = (): AppError => new AppError('OVERLOADED', { retryAfter: 1 });

/** Claims on collections made by `createClaimCollections`. See ports.ts for what it promises. */
export function createClaims(options: ClaimsOptions): Claims {
  const { connection, retention, clock, archiveAfter = 64, maxClaims = 5_000 } = options;
  const records = createClaimRecords(connection, retention);
  const store = createResourceStore({ connection, records, clock, archiveAfter });

  const rounds = async <Result>(round: () => Promise<Result | undefined>): Promise<Result> => {
    for (let number = 0; number < MAX_ROUNDS; number++) {
      const result = await round();
      if (result !== undefined) return result;
    }
    throw busy();
  };

  const enter = async (
    resourceId: string,
    kind: Bounds['kind'],
    wanted: Wanted,
    standing: Standing,
    session?: ClientSession,
  ): Promise<ClaimResult | undefined> => {
    await failpoint('claims.claim.looked-up');
    const update = enterUpdate(resourceId, kind, wanted, standing, maxClaims);
    const applied = await store.apply(update, wanted.id, session);
    return applied && granted(applied.claim!);
  };

  /** Makes place where holds that ran out fill the resource. */
  const makeRoom = async (resourceId: string, found: Found, session?: ClientSession): Promise<void> => {
    if (found.size < maxClaims) return;
    await store.apply(expireOverdueUpdate(resourceId), '', session);
    await store.archive(resourceId, session);
    const after = await store.find(resourceId, '', session);
    if (after && after.size >= maxClaims) throw busy();
  };

  const standingOf = ({ claim, epoch }: Found): Standing => (claim ? 'expired' : { epoch });

  const claimAs = async (
    resource: Resource,
    wanted: Wanted,
    session: ClientSession | undefined,
  ): Promise<ClaimResult> => {
    const bounds = boundsOf(resource);
    const epoch = store.epochHint(resource.id);
    // Straight in, if nothing is on record of it.
    if (epoch === 0 || !(await records.find(resource.id, wanted.id, session))) {
      const entered = await enter(resource.id, bounds.kind, wanted, { epoch }, session);
      if (entered) return entered;
    }
    return rounds(async () => {
      const found = await store.findOrOpen(resource, bounds, wanted.id, session);
      const { result, next } = decideClaim(found.state, wanted, found.record, found.now);
      if (!next) return result;
      await makeRoom(resource.id, found, session);
      return enter(resource.id, bounds.kind, wanted, standingOf(found), session);
    });
  };

  const confirm = async (
    { id: resourceId, kind }: Resource,
    claimId: string,
    session: ClientSession | undefined,
  ): Promise<ConfirmResult> =>
    rounds(async () => {
      if (await store.apply(confirmUpdate(resourceId, claimId), claimId, session))
        return { outcome: 'confirmed' };
      const found = await store.find(resourceId, claimId, session);
      if (!found) return { outcome: 'unknown' };
      const { result, next } = decideConfirm(found.state, claimId, found.record, found.now);
      if (!next) return result;
      const known = found.claim ?? found.record!;
      if (known.state === 'held') return undefined;
      await makeRoom(resourceId, found, session);
      const wanted = { id: claimId, content: known.content! };
      return (await enter(resourceId, kind, wanted, standingOf(found), session)) && result;
    });

  return {
    async claim(resource, { id, ttlMs, ...asked }, tx) {
      assertId(id);
      assertTtl(ttlMs);
      const content = contentOf(resource.kind, asked as never);
      const { replaces } = asked as { replaces?: string };
      return claimAs(resource, { id, content, ttlMs, replaces }, sessionOf(tx));
    },
    async claimAndConfirm(resource, { id, ...asked }, tx) {
      assertId(id);
      const content = contentOf(resource.kind, asked as never);
      const { replaces } = asked as { replaces?: string };
      const session = sessionOf(tx);
      return rounds<ClaimResult>(async () => {
        const result = await claimAs(resource, { id, content, replaces }, session);
        if (result.outcome !== 'claimed' || result.state === 'confirmed') return result;
        const { outcome } = await confirm(resource, id, session);
        // Otherwise it ran out or was released between the two steps.
        return outcome === 'confirmed' ? { outcome: 'claimed', state: 'confirmed' } : undefined;
      });
    },
    async confirm(resource, claimId, tx) {
      assertId(claimId);
      boundsOf(resource);
      return confirm(resource, claimId, sessionOf(tx));
    },
    async release(resource, claimId, tx) {
      assertId(claimId);
      const bounds = boundsOf(resource);
      const session = sessionOf(tx);
      await rounds(async () => {
        if (await store.apply(releaseUpdate(resource.id, claimId), claimId, session)) return true;
        const found = await store.findOrOpen(resource, bounds, claimId, session);
        const { next } = decideRelease(found.state, claimId, found.record, found.now);
        if (!next) return true;
        if (found.claim) return undefined;
        await failpoint('claims.release.looked-up');
        const given = found.state.used - next.used;
        const claim = found.record ?? { id: claimId };
        const update = tombstoneUpdate(resource.id, claim, given, found.epoch);
        return (await store.apply(update, claimId, session)) && true;
      });
    },
    async expire(resource, claimId, tx) {
      assertId(claimId);
      await store.apply(expireUpdate(resource.id, claimId), claimId, sessionOf(tx));
    },
    async resize(resource, tx) {
      const bounds = boundsOf(resource);
      const session = sessionOf(tx);
      return rounds<ResizeResult>(async () => {
        const update = resizeUpdate(resource.id, bounds, resource.forgetAt);
        if (await store.apply(update, '', session)) return { outcome: 'resized' };
        const found = await store.findOrOpen(resource, bounds, '', session);
        const { result, next } = decideResize(found.state, bounds, found.now);
        return next ? undefined : result;
      });
    },
    ...createClaimViews({ connection, store }),
  };
}
