import { sameContent, type Claim, type Content } from './claim.ts';
import {
  capacity,
  isLive,
  isWithin,
  liveContents,
  suffices,
  takenBy,
  type Bounds,
  type ResourceState,
} from './resource.ts';

/** What a claim asks for. Without `ttlMs` it is confirmed at once. */
export interface Wanted {
  id: string;
  content: Content;
  ttlMs?: number | undefined;
  /** A claim on the same resource that gives way in the same step, if this one succeeds. */
  replaces?: string | undefined;
}

/**
 * - `claimed`: it has what it asked for, now or since an earlier call with this id
 * - `exhausted`: too little is free; `free` is what the resource has left, in its own measure
 * - `outside`: the resource has no such seat, or the interval leaves its window
 * - `mismatch`: the id was used for something else
 * - `released`: this id was released, before or after it was claimed, and cannot claim again
 */
export type ClaimResult =
  | { outcome: 'claimed'; state: 'held'; expiresAt: Date }
  | { outcome: 'claimed'; state: 'confirmed' }
  | { outcome: 'exhausted'; free: number }
  | { outcome: 'outside' | 'mismatch' | 'released' };

/**
 * - `confirmed`: now or before; also after its time, when what it had was still free
 * - `expired`: its time ran out and others have it by now; it may be claimed or confirmed later if it comes free
 * - `released`, `unknown`: never claimed, or forgotten
 */
export type ConfirmResult = { outcome: 'confirmed' | 'expired' | 'released' | 'unknown' };

/** - `in-use`: more than that is taken, or what is taken lies outside */
export type ResizeResult = { outcome: 'resized' } | { outcome: 'in-use'; taken: number };

/** A verdict; with `next` it takes effect only once the resource is in that state. */
export interface Decision<Result> {
  result: Result;
  next?: ResourceState;
}

// The rules in our words; persistence/updates.ts says them in the database's. A test plays random histories
// through both. `record` is what is on file of the claim if it is not on the resource itself.

const knownClaim = (state: ResourceState, id: string, record: Claim | undefined): Claim | undefined =>
  state.claims.find((claim) => claim.id === id) ?? record;

/** Whoever counts a claim as free takes its state away too: a claim that is still `held` has lost nothing. */
const expireOverdue = (claims: readonly Claim[], now: Date): Claim[] =>
  claims.map((claim) =>
    claim.state === 'held' && !isLive(claim, now) ? { ...claim, state: 'expired', at: now } : claim,
  );

const ended = ({ expiresAt: _, ...claim }: Claim, state: Claim['state'], at: Date): Claim => ({
  ...claim,
  state,
  at,
});

export const granted = (claim: Claim): ClaimResult =>
  claim.state === 'held'
    ? { outcome: 'claimed', state: 'held', expiresAt: claim.expiresAt! }
    : { outcome: 'claimed', state: 'confirmed' };

/** Puts the claim last, and takes its time from those who let it pass. */
function enter(state: ResourceState, claim: Claim, replaces: string | undefined, now: Date): ResourceState {
  const others = expireOverdue(state.claims, now).filter(({ id }) => id !== claim.id);
  const claims = others.map((other) =>
    other.id === replaces && isLive(other, now) ? ended(other, 'released', now) : other,
  );
  return { ...state, claims: [...claims, claim] };
}

export function decideClaim(
  state: ResourceState,
  { id, content, ttlMs, replaces }: Wanted,
  record: Claim | undefined,
  now: Date,
): Decision<ClaimResult> {
  const known = knownClaim(state, id, record);
  if (known?.state === 'released') return { result: { outcome: 'released' } };
  if (known && !sameContent(known.content!, content)) return { result: { outcome: 'mismatch' } };
  if (known && isLive(known, now)) return { result: granted(known) };
  if (!isWithin(state.bounds, content)) return { result: { outcome: 'outside' } };
  const others = liveContents(state, now, [id, replaces]);
  if (!suffices(state.bounds, [...others, content], state.used)) {
    const free = capacity(state.bounds) - takenBy(state.bounds, others, state.used);
    return { result: { outcome: 'exhausted', free } };
  }
  const claim: Claim =
    ttlMs === undefined
      ? { id, state: 'confirmed', content, at: now }
      : { id, state: 'held', content, at: now, expiresAt: new Date(now.getTime() + ttlMs) };
  return { result: granted(claim), next: enter(state, claim, replaces, now) };
}

export function decideConfirm(
  state: ResourceState,
  id: string,
  record: Claim | undefined,
  now: Date,
): Decision<ConfirmResult> {
  const known = knownClaim(state, id, record);
  if (!known) return { result: { outcome: 'unknown' } };
  if (known.state === 'released' || known.state === 'confirmed') return { result: { outcome: known.state } };
  const confirmed = ended(known, 'confirmed', now);
  if (known.state === 'held') {
    const claims = state.claims.map((claim) => (claim.id === id ? confirmed : claim));
    return { result: { outcome: 'confirmed' }, next: { ...state, claims } };
  }
  const others = liveContents(state, now, [id]);
  if (!suffices(state.bounds, [...others, known.content!], state.used))
    return { result: { outcome: 'expired' } };
  return { result: { outcome: 'confirmed' }, next: enter(state, confirmed, undefined, now) };
}

/** Afterwards the claim counts nothing, and cannot claim again. */
export function decideRelease(
  state: ResourceState,
  id: string,
  record: Claim | undefined,
  now: Date,
): Decision<void> {
  const known = knownClaim(state, id, record);
  if (known?.state === 'released') return { result: undefined };
  if (state.claims.some((claim) => claim.id === id)) {
    const claims = state.claims.map((claim) => (claim.id === id ? ended(claim, 'released', now) : claim));
    return { result: undefined, next: { ...state, claims } };
  }
  const released = ended(record ?? { id, state: 'released', at: now }, 'released', now);
  // Only units of a count leave the resource while confirmed.
  const given = record?.state === 'confirmed' && 'quantity' in record.content! ? record.content.quantity : 0;
  return {
    result: undefined,
    next: { ...state, used: state.used - given, claims: [...state.claims, released] },
  };
}

/** Ends a hold as if its time had run out; touches nothing else. */
export function decideExpire(state: ResourceState, id: string, now: Date): Decision<void> {
  if (!state.claims.some((claim) => claim.id === id && claim.state === 'held')) return { result: undefined };
  const claims = state.claims.map((claim): Claim =>
    claim.id === id ? { ...claim, state: 'expired', at: now } : claim,
  );
  return { result: undefined, next: { ...state, claims } };
}

export function decideResize(state: ResourceState, bounds: Bounds, now: Date): Decision<ResizeResult> {
  const live = liveContents(state, now);
  if (!suffices(bounds, live, state.used))
    return { result: { outcome: 'in-use', taken: takenBy(bounds, live, state.used) } };
  return {
    result: { outcome: 'resized' },
    next: { ...state, bounds, claims: expireOverdue(state.claims, now) },
  };
}
