import { AppError } from '@chowk/contracts/errors';
import {
  ACTORS,
  allowedMoves,
  assertMove,
  checkTransitions,
  ORDER_STATUSES,
  ORDER_TRANSITIONS,
  type ActorKind,
  type OrderStatus,
  type TransitionTable,
} from './order-status.ts';

describe('order statuses', () => {
  test('every status is reached and every move leads somewhere', () => {
    expect(() => checkTransitions(ORDER_TRANSITIONS)).not.toThrow();
  });

  test('a table with a dead status, an unknown target or a loop on the spot does not start', () => {
    const broken = (change: Partial<Record<string, object>>) =>
      ({ ...ORDER_TRANSITIONS, ...change }) as TransitionTable;
    expect(() => checkTransitions(broken({ delivered: {} }))).toThrow('returned, refunded');
    expect(() => checkTransitions(broken({ delivered: { lost: ['staff'] } }))).toThrow('delivered -> lost');
    expect(() => checkTransitions(broken({ placed: { placed: ['staff'] } }))).toThrow('placed -> placed');
  });

  /** Every move there is, and who may make it; what is not here is refused. */
  const MOVES: Array<[OrderStatus, OrderStatus, ActorKind[]]> = [
    ['pending_payment', 'placed', ['system']],
    ['pending_payment', 'cancelled', ['system']],
    ['placed', 'confirmed', ['staff']],
    ['placed', 'cancelled', ['customer', 'staff', 'system']],
    ['confirmed', 'packed', ['staff']],
    ['confirmed', 'cancelled', ['customer', 'staff']],
    ['packed', 'shipped', ['staff']],
    ['packed', 'cancelled', ['customer', 'staff']],
    ['shipped', 'out_for_delivery', ['staff']],
    ['out_for_delivery', 'delivered', ['staff']],
    ['delivered', 'returned', ['system']],
    ['returned', 'refunded', ['system']],
  ];

  test('every move of every kind of mover is allowed or refused as written here', () => {
    for (const from of ORDER_STATUSES) {
      for (const to of ORDER_STATUSES) {
        const movers = MOVES.find(([f, t]) => f === from && t === to)?.[2] ?? [];
        for (const actor of ACTORS) {
          const attempt = () => assertMove(from, to, actor);
          if (movers.includes(actor)) expect(attempt).not.toThrow();
          else expect(attempt).toThrow(AppError);
        }
      }
    }
  });

  test('a refusal names what is allowed instead', () => {
    expect(() => assertMove('packed', 'delivered', 'staff')).toThrow(
      expect.objectContaining({
        code: 'ILLEGAL_TRANSITION',
        details: [{ path: 'status', from: 'packed', to: 'delivered', allowed: ['shipped', 'cancelled'] }],
      }),
    );
  });

  test('a customer calls off what is not shipped, and moves nothing else', () => {
    const movable = ORDER_STATUSES.filter((from) => allowedMoves(from, 'customer').length > 0);
    expect(movable).toEqual(['placed', 'confirmed', 'packed']);
    expect(movable.flatMap((from) => allowedMoves(from, 'customer'))).toEqual(movable.map(() => 'cancelled'));
  });

  test('goods and money come back by the house only, never by hand', () => {
    for (const from of ORDER_STATUSES) {
      expect(allowedMoves(from, 'staff')).not.toContain('returned');
      expect(allowedMoves(from, 'staff')).not.toContain('refunded');
    }
  });
});
