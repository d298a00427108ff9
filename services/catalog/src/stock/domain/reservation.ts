export interface Line {
  sku: string;
  quantity: number;
}

/**
 * - `reserving`: units are being gathered; a crash here frees them at `expiresAt`
 * - `reserved`: all lines are held until `expiresAt`
 * - `refused`: there was not enough; nothing is held
 * - `lapsed`: time ran out and the holds were tidied away
 * - `committed`: sold
 * - `restocking`: sold units are being given back
 * - `released`: over, whatever came before; a late Reserve is refused
 */
export type ReservationStatus =
  'reserving' | 'reserved' | 'refused' | 'lapsed' | 'committed' | 'restocking' | 'released';

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
  reserving: ['reserving', 'reserved', 'refused', 'lapsed', 'released'],
  reserved: ['reserving', 'committed', 'lapsed', 'released'],
  refused: ['reserving', 'released'],
  lapsed: ['reserving', 'released'],
  committed: ['restocking'],
  restocking: ['released'],
  released: [],
};

/** @throws Error for a move that the table does not have: a mistake of ours, no answer for clients. */
export function checkMove(from: ReservationStatus, to: ReservationStatus): void {
  if (!MOVES[from].includes(to))
    throw new Error(
      `a reservation goes from ${from} to ${MOVES[from].join(' or ') || 'nothing'}, not to ${to}`,
    );
}

/** Sums lines of one SKU and sorts them: everybody gathers in one order, so two carts cannot hold half each. */
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
 * - `gather`: collect the units of the running attempt
 * - `again`: begin another attempt
 * - `mismatch`, `closed`: refuse
 */
export function onReserve(
  reservation: Reservation,
  lines: readonly Line[],
  now: Date,
): 'answer' | 'gather' | 'again' | 'mismatch' | 'closed' {
  const { status } = reservation;
  if (status === 'released' || status === 'restocking') return 'closed';
  if (!sameLines(reservation.lines, lines)) return 'mismatch';
  if (status === 'committed') return 'answer';
  if (status === 'refused' || status === 'lapsed' || reservation.expiresAt <= now) return 'again';
  return status === 'reserved' ? 'answer' : 'gather';
}

/** Whether sold or held units may still be on stock rows in the name of a reservation in this status. */
export const mayHold = (status: ReservationStatus): boolean =>
  status === 'reserving' || status === 'reserved' || status === 'committed' || status === 'restocking';
