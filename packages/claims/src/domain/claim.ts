/** A number of units of a count. */
export interface Units {
  quantity: number;
}

/** Named seats, sorted, each once. */
export interface Seats {
  seats: readonly string[];
}

/** Half-open, [from, to), and what is kept free around it; all four in one unit, epoch ms or minutes. */
export interface Interval {
  from: number;
  to: number;
  bufferBefore: number;
  bufferAfter: number;
}

export type Content = Units | Seats | Interval;

/**
 * - `held`: keeps what it has from others until `expiresAt`
 * - `expired`: somebody counted it as free after its time, so it has lost what it had; may be claimed anew
 * - `confirmed`: keeps it until released
 * - `released`: over for good; also the mark of a release that came before its claim, then without content
 */
export type ClaimState = 'held' | 'expired' | 'confirmed' | 'released';

export interface Claim {
  /** Unique on its resource: the idempotency key. */
  id: string;
  state: ClaimState;
  content?: Content;
  /** Of a claim that is `held` or has expired. */
  expiresAt?: Date;
  /** When it came into this state. */
  at: Date;
}

/** Both of one kind. */
export function sameContent(a: Content, b: Content): boolean {
  if ('quantity' in a) return a.quantity === (b as Units).quantity;
  if ('seats' in a) {
    const seats = (b as Seats).seats;
    return a.seats.length === seats.length && a.seats.every((seat, index) => seat === seats[index]);
  }
  const other = b as Interval;
  return (
    a.from === other.from &&
    a.to === other.to &&
    a.bufferBefore === other.bufferBefore &&
    a.bufferAfter === other.bufferAfter
  );
}
