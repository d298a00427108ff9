import { AppError } from '@chowk/contracts/errors';
import {
  ACTORS,
  allowedMoves,
  assertMove,
  checkTransitions,
  ORDER_STATUSES,
  ORDER_TRANSITIONS,
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

  test('the whole table walked: a move is possible exactly where the table names the mover', () => {
    for (const from of ORDER_STATUSES) {
      for (const to of ORDER_STATUSES) {
        for (const actor of ACTORS) {
          const allowed = ORDER_TRANSITIONS[from][to]?.includes(actor) === true;
          const attempt = () => assertMove(from, to, actor);
          if (allowed) expect(attempt).not.toThrow();
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
