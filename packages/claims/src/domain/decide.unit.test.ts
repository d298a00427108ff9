import type { Claim } from './claim.ts';
import {
  decideClaim,
  decideConfirm,
  decideExpire,
  decideRelease,
  decideResize,
  type Decision,
} from './decide.ts';
import type { ResourceState } from './resource.ts';

const NOW = new Date('2026-09-01T12:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);

const held = (id: string, quantity: number, expiresAt = later(1000)): Claim => ({
  id,
  state: 'held',
  content: { quantity },
  expiresAt,
  at: later(-5000),
});
const as = (state: Claim['state'], id: string, quantity: number): Claim => ({
  id,
  state,
  content: { quantity },
  at: later(-5000),
});
const count = (limit: number, ...claims: Claim[]): ResourceState => ({
  bounds: { kind: 'count', limit },
  used: 0,
  claims,
});

/** How the claim `clm_1` on 2 of 5 units stands before a call. */
const BEFORE: Record<string, Claim[]> = {
  absent: [],
  held: [held('clm_1', 2)],
  overdue: [held('clm_1', 2, NOW)],
  expired: [as('expired', 'clm_1', 2)],
  confirmed: [as('confirmed', 'clm_1', 2)],
  released: [as('released', 'clm_1', 2)],
  tombstone: [{ id: 'clm_1', state: 'released', at: later(-5000) }],
};
const outcomeOf = ({ result }: Decision<{ outcome: string } | void>): string | undefined => result?.outcome;
/** Undefined where nothing is written. */
const stateAfter = ({ next }: Decision<unknown>): string | undefined =>
  next?.claims.find(({ id }) => id === 'clm_1')?.state;

// Before, the call, and with room and without: what it answers, and the state that it leaves, if it writes.
test.each([
  ['absent', 'claim', 'claimed', 'held', 'exhausted'],
  ['held', 'claim', 'claimed', undefined, 'claimed'],
  ['overdue', 'claim', 'claimed', 'held', 'exhausted'],
  ['expired', 'claim', 'claimed', 'held', 'exhausted'],
  ['confirmed', 'claim', 'claimed', undefined, 'claimed'],
  ['released', 'claim', 'released', undefined, 'released'],
  ['tombstone', 'claim', 'released', undefined, 'released'],
  ['absent', 'claim other', 'claimed', 'held', 'exhausted'],
  ['held', 'claim other', 'mismatch', undefined, 'mismatch'],
  ['overdue', 'claim other', 'mismatch', undefined, 'mismatch'],
  ['expired', 'claim other', 'mismatch', undefined, 'mismatch'],
  ['confirmed', 'claim other', 'mismatch', undefined, 'mismatch'],
  ['released', 'claim other', 'released', undefined, 'released'],
  ['absent', 'confirm', 'unknown', undefined, 'unknown'],
  ['held', 'confirm', 'confirmed', 'confirmed', 'confirmed'],
  // Nobody has counted it as free, so it is not looked at what is left.
  ['overdue', 'confirm', 'confirmed', 'confirmed', 'confirmed'],
  ['expired', 'confirm', 'confirmed', 'confirmed', 'expired'],
  ['confirmed', 'confirm', 'confirmed', undefined, 'confirmed'],
  ['released', 'confirm', 'released', undefined, 'released'],
  ['tombstone', 'confirm', 'released', undefined, 'released'],
  ['absent', 'release', undefined, 'released', undefined],
  ['held', 'release', undefined, 'released', undefined],
  ['overdue', 'release', undefined, 'released', undefined],
  ['expired', 'release', undefined, 'released', undefined],
  ['confirmed', 'release', undefined, 'released', undefined],
  ['released', 'release', undefined, undefined, undefined],
  ['absent', 'expire', undefined, undefined, undefined],
  ['held', 'expire', undefined, 'expired', undefined],
  ['expired', 'expire', undefined, undefined, undefined],
  ['confirmed', 'expire', undefined, undefined, undefined],
  ['released', 'expire', undefined, undefined, undefined],
])('%s, then %s: %s', (before, call, outcome, after, outcomeWhenFull) => {
  const play = (state: ResourceState): Decision<{ outcome: string } | void> => {
    switch (call) {
      case 'confirm':
        return decideConfirm(state, 'clm_1', undefined, NOW);
      case 'release':
        return decideRelease(state, 'clm_1', undefined, NOW);
      case 'expire':
        return decideExpire(state, 'clm_1', NOW);
      default: {
        const quantity = call === 'claim' ? 2 : 1;
        return decideClaim(state, { id: 'clm_1', content: { quantity }, ttlMs: 1000 }, undefined, NOW);
      }
    }
  };
  const decision = play(count(5, ...BEFORE[before]!));
  expect([outcomeOf(decision), stateAfter(decision)]).toEqual([outcome, after]);
  expect(outcomeOf(play(count(5, ...BEFORE[before]!, as('confirmed', 'clm_2', 5))))).toBe(outcomeWhenFull);
});

test('a hold keeps its units until the very instant at which it ends', () => {
  const wanted = { id: 'clm_2', content: { quantity: 1 }, ttlMs: 1000 };
  const state = count(2, held('clm_1', 2, later(1)));
  expect(decideClaim(state, wanted, undefined, NOW).result).toEqual({ outcome: 'exhausted', free: 0 });
  expect(decideClaim(state, wanted, undefined, later(1)).result).toEqual({
    outcome: 'claimed',
    state: 'held',
    expiresAt: later(1001),
  });
});

test('who counts a hold as free marks it expired, and leaves others alone', () => {
  const state = count(3, held('clm_1', 2, NOW), held('clm_2', 1));
  const { next } = decideClaim(state, { id: 'clm_3', content: { quantity: 2 } }, undefined, NOW);
  expect(next!.claims.map(({ id, state }) => `${id} ${state}`)).toEqual([
    'clm_1 expired',
    'clm_2 held',
    'clm_3 confirmed',
  ]);
});

test('units on record are given back by a release, once', () => {
  const state: ResourceState = { bounds: { kind: 'count', limit: 5 }, used: 4, claims: [] };
  const record = as('confirmed', 'clm_1', 3);
  const { next } = decideRelease(state, 'clm_1', record, NOW);
  expect(next).toMatchObject({ used: 1, claims: [{ id: 'clm_1', state: 'released' }] });
  expect(decideRelease(next!, 'clm_1', record, NOW).next).toBeUndefined();
});

test('a limit can be lowered to what is taken, not below', () => {
  const state = count(9, held('clm_1', 2), held('clm_2', 5, NOW), as('confirmed', 'clm_3', 1));
  expect(decideResize(state, { kind: 'count', limit: 2 }, NOW)).toEqual({
    result: { outcome: 'in-use', taken: 3 },
  });
  expect(decideResize(state, { kind: 'count', limit: 3 }, NOW).next).toMatchObject({
    bounds: { limit: 3 },
    claims: [{ state: 'held' }, { state: 'expired' }, { state: 'confirmed' }],
  });
});

test('a claim that replaces another is judged without it, and ends it only by succeeding', () => {
  const at = (from: number, to: number) => ({ from, to, bufferBefore: 0, bufferAfter: 0 });
  const confirmed = (id: string, from: number, to: number): Claim => ({
    id,
    state: 'confirmed',
    content: at(from, to),
    at: NOW,
  });
  const state: ResourceState = {
    bounds: { kind: 'interval', window: { from: 0, to: 100 }, limit: 1 },
    used: 0,
    claims: [confirmed('apt_1', 10, 20), confirmed('apt_2', 30, 40)],
  };
  const moved = decideClaim(state, { id: 'apt_3', content: at(15, 25), replaces: 'apt_1' }, undefined, NOW);
  expect(moved.next!.claims.map(({ id, state }) => `${id} ${state}`)).toEqual([
    'apt_1 released',
    'apt_2 confirmed',
    'apt_3 confirmed',
  ]);
  const refused = decideClaim(state, { id: 'apt_4', content: at(25, 35), replaces: 'apt_1' }, undefined, NOW);
  expect(refused).toEqual({ result: { outcome: 'exhausted', free: 0 } });
});
