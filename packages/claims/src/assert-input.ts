import { AppError } from '@chowk/contracts/errors';
import type { Content } from './domain/claim.ts';
import type { Bounds } from './domain/resource.ts';
import type { ContentOf, Resource } from './ports.ts';

const MOST_SEATS = 2_000;
const MOST_SEATS_OF_CLAIM = 100;

function assert(holds: boolean, path: string, message: string): asserts holds {
  if (!holds) throw new AppError('VALIDATION_FAILED', { details: [{ path, message }] });
}

const isInteger = (value: number, min: number): boolean => Number.isSafeInteger(value) && value >= min;

/** @throws AppError VALIDATION_FAILED */
export function assertId(id: string, path = 'id'): void {
  // No space: it joins resource and claim in the ids of records.
  assert(/^[\x21-\x7e]{1,200}$/.test(id), path, 'must be 1 to 200 printable ASCII characters without spaces');
}

/** @throws AppError VALIDATION_FAILED */
export function assertTtl(ttlMs: number): void {
  assert(isInteger(ttlMs, 1), 'ttlMs', 'must be an integer of 1 or more');
}

function assertSeats(seats: readonly string[], most: number): void {
  assert(seats.length >= 1 && seats.length <= most, 'seats', `must be 1 to ${most}`);
  assert(new Set(seats).size === seats.length, 'seats', 'must differ');
  for (const seat of seats) assertId(seat, 'seats');
}

/**
 * What a resource bears, complete and checked.
 * @throws AppError VALIDATION_FAILED
 */
export function boundsOf(resource: Resource): Bounds {
  assertId(resource.id, 'resource.id');
  switch (resource.kind) {
    case 'count':
      assert(isInteger(resource.limit, 0), 'limit', 'must be an integer of 0 or more');
      return { kind: 'count', limit: resource.limit };
    case 'seat':
      assertSeats(resource.seats, MOST_SEATS);
      return { kind: 'seat', seats: [...resource.seats] };
    case 'interval': {
      const { window, limit = 1 } = resource;
      assert(
        Number.isSafeInteger(window.from) && Number.isSafeInteger(window.to) && window.from < window.to,
        'window',
        'must be integers, `from` before `to`',
      );
      assert(isInteger(limit, 1), 'limit', 'must be an integer of 1 or more');
      return { kind: 'interval', window: { from: window.from, to: window.to }, limit };
    }
  }
}

/**
 * What a claim asks for, complete and checked.
 * @throws AppError VALIDATION_FAILED
 */
export function contentOf<R extends Resource>(kind: R['kind'], claim: ContentOf<R>): Content {
  if ('quantity' in claim) {
    assert(kind === 'count', 'quantity', `is not what a ${kind} has`);
    assert(isInteger(claim.quantity, 1), 'quantity', 'must be an integer of 1 or more');
    return { quantity: claim.quantity };
  }
  if (claim.replaces !== undefined) assertId(claim.replaces, 'replaces');
  if ('seats' in claim) {
    assert(kind === 'seat', 'seats', `is not what a ${kind} has`);
    assertSeats(claim.seats, MOST_SEATS_OF_CLAIM);
    return { seats: [...claim.seats].sort() };
  }
  const { from, to, bufferBefore = 0, bufferAfter = 0 } = claim;
  assert(kind === 'interval', 'from', `is not what a ${kind} has`);
  assert(
    Number.isSafeInteger(from) && Number.isSafeInteger(to) && from < to,
    'from',
    'must be an integer before `to`',
  );
  assert(
    isInteger(bufferBefore, 0) && isInteger(bufferAfter, 0),
    'bufferBefore',
    'must be integers of 0 or more',
  );
  return { from, to, bufferBefore, bufferAfter };
}
