import { cloneRow, nextId } from './clone-rows.ts';

test.each([
  ['prd_01K3ZQ4X9V8T7S6R5Q4P3N2M1H', 7, 'prd_01K3ZQ4X9V8T7S6R5Q00000007'],
  ['user:usr_1:available/INR#41', 2, 'user:usr_1:available/INR#43'],
  ['usr_1#00000041', 2, 'usr_1#00000043'],
  ['SKU-IN', 3, 'SKU-IN-3'],
])('the id after %s, %d further, is %s', (id, n, next) => expect(nextId(id, n)).toBe(next));

test('ids sort as they are made', () => {
  const ids = [1, 9, 10, 20_000].map((n) => nextId('ord_01K3ZQ4X9V8T7S6R5Q4P3N2M1H', n));
  expect(ids.toSorted()).toEqual(ids);
});

test('a clone is another row of the same shape: its own id wherever that stands, later, with the next number', () => {
  const template = {
    _id: 'ntf_01K3ZQ4X9V8T7S6R5Q4P3N2M1H',
    seq: 4,
    link: '/notifications/ntf_01K3ZQ4X9V8T7S6R5Q4P3N2M1H',
    parts: [{ at: new Date(1_000), count: 2 }],
    readAt: null,
  };
  const id = 'ntf_01K3ZQ4X9V8T7S6R5Q00000005';
  expect(cloneRow(template, 5, { title: 'own' })).toEqual({
    _id: id,
    seq: 9,
    link: `/notifications/${id}`,
    parts: [{ at: new Date(1_005), count: 2 }],
    readAt: null,
    title: 'own',
  });
});
