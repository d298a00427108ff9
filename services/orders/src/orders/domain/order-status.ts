import { AppError } from '@chowk/contracts/errors';

export const ORDER_STATUSES = [
  'pending_payment',
  'placed',
  'confirmed',
  'packed',
  'shipped',
  'out_for_delivery',
  'delivered',
  'cancelled',
  'returned',
  'refunded',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** Who moves an order: the customer, people of the shop, or the house by itself. */
export const ACTORS = ['customer', 'staff', 'system'] as const;
export type ActorKind = (typeof ACTORS)[number];

export type TransitionTable = Readonly<
  Record<OrderStatus, Readonly<Partial<Record<OrderStatus, readonly ActorKind[]>>>>
>;

/**
 * Every move an order can make, and who may cause it. Goods and money that come back (`returned`,
 * `refunded`) are moved by the house only, together with stock and money: never by hand.
 */
export const ORDER_TRANSITIONS: TransitionTable = {
  pending_payment: { placed: ['system'], cancelled: ['system'] },
  placed: { confirmed: ['staff'], cancelled: ['customer', 'staff', 'system'] },
  confirmed: { packed: ['staff'], cancelled: ['customer', 'staff'] },
  packed: { shipped: ['staff'], cancelled: ['customer', 'staff'] },
  shipped: { out_for_delivery: ['staff'] },
  out_for_delivery: { delivered: ['staff'] },
  delivered: { returned: ['system'] },
  returned: { refunded: ['system'] },
  cancelled: {},
  refunded: {},
};

const FIRST: OrderStatus = 'pending_payment';

/**
 * Checks a table at start.
 * @throws Error when a status cannot be reached from the first one, or a move leads to itself or nowhere known
 */
export function checkTransitions(table: TransitionTable): void {
  const known = new Set<string>(Object.keys(table));
  const reached = new Set<string>([FIRST]);
  for (const from of reached) {
    for (const to of Object.keys(table[from as OrderStatus])) {
      if (!known.has(to) || to === from) throw new Error(`order statuses: ${from} -> ${to} is no move`);
      reached.add(to);
    }
  }
  const dead = [...known].filter((status) => !reached.has(status));
  if (dead.length > 0) throw new Error(`order statuses: nothing leads to ${dead.join(', ')}`);
}

/** Statuses that somebody of this kind may move an order to from here. */
export const allowedMoves = (from: OrderStatus, actor: ActorKind): OrderStatus[] =>
  ORDER_STATUSES.filter((to) => ORDER_TRANSITIONS[from][to]?.includes(actor) === true);

/** @throws AppError ILLEGAL_TRANSITION whose details name the allowed statuses */
export function assertMove(from: OrderStatus, to: OrderStatus, actor: ActorKind): void {
  const allowed = allowedMoves(from, actor);
  if (allowed.includes(to)) return;
  throw new AppError('ILLEGAL_TRANSITION', {
    message: `An order that is ${from} cannot become ${to}.`,
    details: [{ path: 'status', from, to, allowed }],
  });
}
