import {
  effectOf,
  isNews,
  REVERSAL_STATES,
  type ReversalEffect,
  type ReversalState,
} from './provider-reversal.ts';

type Known = ReversalState | undefined;

test.each<[Known, ReversalState, ReversalEffect]>([
  [undefined, 'open', undefined],
  [undefined, 'taken', 'take'],
  [undefined, 'returned', undefined],
  ['open', 'open', undefined],
  ['open', 'taken', 'take'],
  ['open', 'returned', undefined],
  ['taken', 'open', undefined],
  ['taken', 'taken', undefined],
  ['taken', 'returned', 'give-back'],
  ['returned', 'open', undefined],
  ['returned', 'taken', undefined],
  ['returned', 'returned', undefined],
])('known as %s and told as %s: %s', (known, told, effect) => expect(effectOf(known, told)).toBe(effect));

test('in whatever order the states are told, what was taken and given back comes to nothing', () => {
  const orders = REVERSAL_STATES.flatMap((a) =>
    REVERSAL_STATES.flatMap((b) => REVERSAL_STATES.map((c) => [a, b, c] as const)),
  ).filter((order) => new Set(order).size === 3);
  expect(orders).toHaveLength(6);
  for (const order of orders) {
    let known: Known;
    let taken = 0;
    for (const told of order) {
      const effect = effectOf(known, told);
      if (effect) taken += effect === 'take' ? 1 : -1;
      if (isNews(known, told)) known = told;
    }
    expect(taken).toBe(0);
  }
});
