import { mergeLines, type CartLine } from './cart.ts';

const LIMITS = { maxLines: 3, maxQuantity: 10 };
const line = (variantId: string, quantity: number, itemId = `itm_${variantId}`): CartLine => ({
  ...{ itemId, productId: 'p', variantId, quantity },
  quotedPrice: { amount: 1, currency: 'INR' },
});
const merged = (own: CartLine[], other: CartLine[], strategy: Parameters<typeof mergeLines>[2]) => {
  const { lines, dropped } = mergeLines(own, other, strategy, LIMITS);
  return { lines: lines.map((l) => [l.itemId, l.quantity]), dropped };
};

describe('joining two carts', () => {
  test('keeps the item ids of the own lines, and the order of both', () => {
    expect(merged([line('a', 1, 'mine')], [line('b', 2), line('a', 3, 'theirs')], 'max')).toEqual({
      lines: [
        ['mine', 3],
        ['itm_b', 2],
      ],
      dropped: 0,
    });
  });

  test('cuts a sum at the limit, but never what the own cart had already', () => {
    expect(merged([line('a', 8)], [line('a', 8)], 'sum').lines).toEqual([['itm_a', 10]]);
    expect(merged([line('a', 40)], [line('a', 8)], 'sum').lines).toEqual([['itm_a', 40]]);
  });

  test('counts the lines that found no room', () => {
    const own = [line('a', 1), line('b', 1)];
    const other = [line('c', 1), line('d', 1), line('e', 1)];
    expect(merged(own, other, 'max')).toMatchObject({ dropped: 2 });
    expect(merged(own, other, 'replace')).toMatchObject({ dropped: 0 });
  });

  test('keep leaves the own cart as it is, and the other behind', () => {
    const own = [line('a', 2, 'mine')];
    expect(mergeLines(own, [line('a', 9), line('b', 1)], 'keep', LIMITS)).toEqual({ lines: own, dropped: 0 });
  });

  test('replace takes the lines of the guest as they are: ids, quantities and quoted prices', () => {
    const theirs = { ...line('a', 3, 'theirs'), quotedPrice: { amount: 7, currency: 'INR' } };
    const { lines } = mergeLines([line('a', 9, 'mine'), line('b', 1)], [theirs], 'replace', LIMITS);
    expect(lines).toEqual([theirs]);
  });

  test('max and sum keep the price that the own cart had been quoted', () => {
    const theirs = { ...line('a', 3), quotedPrice: { amount: 7, currency: 'INR' } };
    for (const strategy of ['max', 'sum'] as const) {
      const { lines } = mergeLines([line('a', 1)], [theirs], strategy, LIMITS);
      expect(lines).toMatchObject([{ quantity: strategy === 'max' ? 3 : 4, quotedPrice: { amount: 1 } }]);
    }
  });
});
