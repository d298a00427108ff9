import * as fc from 'fast-check';
import type { Content } from '../src/domain/claim.ts';
import {
  decideClaim,
  decideConfirm,
  decideExpire,
  decideRelease,
  decideResize,
  type Decision,
} from '../src/domain/decide.ts';
import type { ResourceState } from '../src/domain/resource.ts';
import type { Claims, Resource } from '../src/index.ts';
import { boundsOf } from '../src/assert-input.ts';

/** One call of one client, without its time. */
export type Step =
  | { act: 'claim'; id: string; content: Content; ttlMs: number; replaces?: string }
  | { act: 'claimAndConfirm'; id: string; content: Content; replaces?: string }
  | { act: 'confirm' | 'release' | 'expire'; id: string }
  | { act: 'resize'; to: Resource };

type Kind = Resource['kind'];

/** What the pure rules make of a step; the model knows of no archive, everything stays on the resource. */
export function decide(state: ResourceState, step: Step, now: Date): Decision<unknown> {
  switch (step.act) {
    case 'claim':
      return decideClaim(state, step, undefined, now);
    case 'claimAndConfirm': {
      const claimed = decideClaim(state, step, undefined, now);
      if (claimed.result.outcome !== 'claimed' || claimed.result.state === 'confirmed') return claimed;
      // It was held before.
      const { next } = decideConfirm(state, step.id, undefined, now);
      return { result: { outcome: 'claimed', state: 'confirmed' }, next: next! };
    }
    case 'confirm':
      return decideConfirm(state, step.id, undefined, now);
    case 'release':
      return decideRelease(state, step.id, undefined, now);
    case 'expire':
      return decideExpire(state, step.id, now);
    case 'resize':
      return decideResize(state, boundsOf(step.to), now);
  }
}

/** The same step on the store. */
export function run(claims: Claims, resource: Resource, step: Step): Promise<unknown> {
  switch (step.act) {
    case 'claim': {
      const { id, content, ttlMs, replaces } = step;
      return claims.claim(resource, { id, ttlMs, ...content, replaces } as never);
    }
    case 'claimAndConfirm': {
      const { id, content, replaces } = step;
      return claims.claimAndConfirm(resource, { id, ...content, replaces } as never);
    }
    case 'resize':
      return claims.resize({ ...step.to, id: resource.id });
    default:
      return claims[step.act](resource, step.id);
  }
}

const SEATS = ['a1', 'a2', 'a3', 'a4', 'a5'];
const IDS = ['clm_1', 'clm_2', 'clm_3', 'clm_4', 'clm_5'];
const small = (max: number, min = 0) => fc.integer({ min, max });

export const resourceOf: Record<Kind, fc.Arbitrary<Resource>> = {
  count: fc.record({ kind: fc.constant('count' as const), id: fc.constant('any'), limit: small(6) }),
  seat: fc.record({
    kind: fc.constant('seat' as const),
    id: fc.constant('any'),
    seats: fc.subarray(SEATS, { minLength: 1 }),
  }),
  interval: fc.record({
    kind: fc.constant('interval' as const),
    id: fc.constant('any'),
    window: fc.record({ from: small(4), to: small(20, 16) }),
    limit: small(3, 1),
  }),
};

// Few values, so that ids repeat, sometimes with another content, and intervals touch.
const contentOf: Record<Kind, fc.Arbitrary<Content>> = {
  count: fc.record({ quantity: small(3, 1) }),
  seat: fc.subarray(SEATS, { minLength: 1, maxLength: 3 }).map((names) => ({ seats: [...names].sort() })),
  interval: fc
    .record({ from: small(18), length: small(8, 1), bufferBefore: small(2), bufferAfter: small(2) })
    .map(({ from, length, ...buffers }) => ({ from, to: from + length, ...buffers })),
};

/** Steps on a resource of a kind, and the ids that they use. */
export function stepsOf(kind: Kind): { ids: string[]; step: fc.Arbitrary<Step> } {
  const id = fc.constantFrom(...IDS);
  const replaces: fc.Arbitrary<{ replaces?: string }> =
    kind === 'count'
      ? fc.constant({})
      : fc
          .option(id, { nil: undefined, freq: 4 })
          .map((replaced) => (replaced ? { replaces: replaced } : {}));
  const claim = fc.tuple(fc.record({ id, content: contentOf[kind] }), replaces).map(([base, more]) => ({
    ...base,
    ...(more.replaces !== base.id && more),
  }));
  const act = <A extends string>(name: A) => fc.record({ act: fc.constant(name), id });
  return {
    ids: IDS,
    step: fc.oneof(
      {
        weight: 6,
        arbitrary: fc
          .tuple(claim, small(4, 1))
          .map(([base, ttl]) => ({ act: 'claim' as const, ...base, ttlMs: ttl * 1000 })),
      },
      { weight: 1, arbitrary: claim.map((base) => ({ act: 'claimAndConfirm' as const, ...base })) },
      { weight: 4, arbitrary: act('confirm') },
      { weight: 2, arbitrary: act('release') },
      { weight: 1, arbitrary: act('expire') },
      { weight: 1, arbitrary: resourceOf[kind].map((to) => ({ act: 'resize' as const, to })) },
    ),
  };
}
