import { withDescendants, wouldCycle } from './category-tree.ts';

const nodes = [
  { id: 'food', parentId: null },
  { id: 'sweets', parentId: 'food' },
  { id: 'barfi', parentId: 'sweets' },
  { id: 'books', parentId: null },
];

describe('the tree of categories', () => {
  test.each([
    ['itself', 'food', 'food', true],
    ['its child', 'food', 'sweets', true],
    ['its grandchild', 'food', 'barfi', true],
    ['another branch', 'sweets', 'books', false],
    ['its own parent again', 'sweets', 'food', false],
  ])('a category put below %s', (_what, id, parentId, cycle) => {
    expect(wouldCycle(nodes, id, parentId)).toBe(cycle);
  });

  test('counts everything below a category as part of it', () => {
    expect(withDescendants(nodes, 'food').sort()).toEqual(['barfi', 'food', 'sweets']);
    expect(withDescendants(nodes, 'barfi')).toEqual(['barfi']);
  });

  test('ends also on a tree that already holds a cycle', () => {
    const broken = [
      { id: 'a', parentId: 'b' },
      { id: 'b', parentId: 'a' },
    ];
    expect(withDescendants(broken, 'a').sort()).toEqual(['a', 'b']);
    expect(wouldCycle(broken, 'c', 'a')).toBe(true);
  });
});
