export interface Line {
  sku: string;
  quantity: number;
}

/**
 * - `reserving`: holds are being acquired; a crash here frees them at `expiresAt`
 * - `reserved`: all lines are held until `expiresAt`
 * - `refused`: there was not enough; nothing is held
 * - `expired`: time ran out and the holds were released
 * - `committed`: sold
 * - `restocking`: sold units are being given back
 * - `released`: over, whatever came before; a late Reserve is refused
 */
export type ReservationStatus =
  'reserving' | 'reserved' | 'refused' | 'expired' | 'committed' | 'restocking' | 'released';

/** The log of what an order wants of the stock, and the one place where its fate is decided. */
export interface Reservation {
  orderId: string;
  status: ReservationStatus;
  attempt: number;
  /** Sorted by SKU, each once. */
  lines: Line[];
  expiresAt: Date;
}

const MOVES: Record<ReservationStatus, readonly ReservationStatus[]> = {
  // To itself: the next attempt, after one that was abandoned or ran out of time.
  reserving: ['reserving', 'reserved', 'refused', 'expired', 'released'],
  reserved: ['reserving', 'committed', 'expired', 'released'],
  refused: ['reserving', 'released'],
  expired: ['reserving', 'released'],
  committed: ['restocking'],
  restocking: ['released'],
  released: [],
};

/** @throws Error for a move that the table does not have: a mistake of ours, no answer for clients. */
export function assertMove(from: ReservationStatus, to: ReservationStatus): void {
  if (!MOVES[from].includes(to))
    throw new Error(
      `a reservation goes from ${from} to ${MOVES[from].join(' or ') || 'nothing'}, not to ${to}`,
    );
}

/** Sums lines of one SKU and sorts them: everybody acquires in one order, so two carts cannot hold half each. */
export function combineLines(lines: readonly Line[]): Line[] {
  const quantities = new Map<string, number>();
  for (const { sku, quantity } of lines) quantities.set(sku, (quantities.get(sku) ?? 0) + quantity);
  return [...quantities]
    .map(([sku, quantity]) => ({ sku, quantity }))
    .sort((a, b) => (a.sku < b.sku ? -1 : 1));
}

/** Both already combined. */
const sameLines = (a: readonly Line[], b: readonly Line[]): boolean =>
  a.length === b.length && a.every((line, i) => line.sku === b[i]!.sku && line.quantity === b[i]!.quantity);

/**
 * What a Reserve call does about the order's reservation, which may be its own, just made:
 * - `answer`: it is reserved or sold already
 * - `acquire`: acquire the holds of the running attempt
 * - `retry`: begin another attempt
 * - `mismatch`, `closed`: refuse
 */
export function decideReserve(
  reservation: Reservation,
  lines: readonly Line[],
  now: Date,
): 'answer' | 'acquire' | 'retry' | 'mismatch' | 'closed' {
  const { status } = reservation;
  if (status === 'released' || status === 'restocking') return 'closed';
  if (!sameLines(reservation.lines, lines)) return 'mismatch';
  if (status === 'committed') return 'answer';
  if (status === 'refused' || status === 'expired' || reservation.expiresAt <= now) return 'retry';
  return status === 'reserved' ? 'answer' : 'acquire';
}

/** Whether sold or held units may still be on stock rows in the name of a reservation in this status. */
export const mayHold = (status: ReservationStatus): boolean =>
  status === 'reserving' || status === 'reserved' || status === 'committed' || status === 'restocking';
