import type { Claim, Content, Interval, Seats, Units } from './claim.ts';

/** What a resource can bear at most. */
export type Bounds =
  /** So many units: uses of a coupon, money of a budget in minor units. */
  | { kind: 'count'; limit: number }
  /** These seats, each with one holder. */
  | { kind: 'seat'; seats: readonly string[] }
  /** A stretch of time of which no instant is taken more than `limit` times. */
  | { kind: 'interval'; window: { from: number; to: number }; limit: number };

/** The part of a resource that decides. */
export interface ResourceState {
  bounds: Bounds;
  /** Units of confirmed claims that are no longer among `claims`; count only. */
  used: number;
  claims: readonly Claim[];
}

/** A claim that counts: only the mark of a release that came first has no content. */
export type LiveClaim = Claim & { content: Content };

/** Whether a claim keeps what it has from others at an instant: at `expiresAt` itself it no longer does. */
export const isLive = (claim: Claim, now: Date): claim is LiveClaim =>
  claim.state === 'confirmed' || (claim.state === 'held' && claim.expiresAt! > now);

/** What live claims have, those of some ids aside. */
export const liveContents = (
  state: ResourceState,
  now: Date,
  except: ReadonlyArray<string | undefined> = [],
): Content[] =>
  state.claims
    .filter((claim) => isLive(claim, now))
    .filter((claim) => !except.includes(claim.id))
    .map((claim) => claim.content);

const occupied = ({ from, to, bufferBefore, bufferAfter }: Interval) => ({
  from: from - bufferBefore,
  to: to + bufferAfter,
});

/** Most intervals that share an instant: it is the start of one of them. */
function peak(intervals: readonly Interval[]): number {
  const stretches = intervals.map(occupied);
  return Math.max(
    0,
    ...stretches.map(({ from: at }) => stretches.filter(({ from, to }) => from <= at && at < to).length),
  );
}

/** How much of the limit is taken: units, seats, or the most intervals at one instant. */
export function takenBy(bounds: Bounds, contents: readonly Content[], used: number): number {
  switch (bounds.kind) {
    case 'count':
      return (contents as Units[]).reduce((units, { quantity }) => units + quantity, used);
    case 'seat':
      return (contents as Seats[]).reduce((seats, content) => seats + content.seats.length, 0);
    case 'interval':
      return peak(contents as Interval[]);
  }
}

export const capacity = (bounds: Bounds): number =>
  bounds.kind === 'seat' ? bounds.seats.length : bounds.limit;

/** Whether a resource has what is asked for at all, taken or not. */
export function isWithin(bounds: Bounds, content: Content): boolean {
  switch (bounds.kind) {
    case 'count':
      return true;
    case 'seat':
      return (content as Seats).seats.every((seat) => bounds.seats.includes(seat));
    case 'interval': {
      const { from, to } = occupied(content as Interval);
      return bounds.window.from <= from && to <= bounds.window.to;
    }
  }
}

/** Whether all of these can be had at once. */
export function suffices(bounds: Bounds, contents: readonly Content[], used: number): boolean {
  const seats = bounds.kind === 'seat' ? (contents as Seats[]).flatMap((content) => content.seats) : [];
  return (
    new Set(seats).size === seats.length &&
    contents.every((content) => isWithin(bounds, content)) &&
    takenBy(bounds, contents, used) <= capacity(bounds)
  );
}
