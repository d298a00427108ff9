import { createCursorCodec } from '@chowk/runtime/http';
import { parseKeyring } from './index.ts';

const cursors = (secrets: string, list = 'orders') =>
  createCursorCodec(parseKeyring(secrets).signer('cursors', 16), list);
const invalid = expect.objectContaining({ code: 'INVALID_CURSOR' });

test('a cursor outlives a rotation of its secret, and ends with its version', () => {
  const cursor = cursors('v1:first').encode([42, 'ord_1']);
  expect(cursors('first').decode(cursor)).toEqual([42, 'ord_1']);
  expect(cursors('v2:second,v1:first').decode(cursor)).toEqual([42, 'ord_1']);
  expect(() => cursors('v3:third,v2:second').decode(cursor)).toThrow(invalid);
  expect(() => cursors('v1:first', 'cars').decode(cursor)).toThrow(invalid);
});

test('a cursor of before there were versions goes on under the bare secret', () => {
  const before = createCursorCodec('first', 'orders').encode([42, 'ord_1']);
  const codec = createCursorCodec(parseKeyring('v2:second,v1:first').rawSigner(16), 'orders');
  expect(codec.decode(before)).toEqual([42, 'ord_1']);
});

test.each(['', '.', '..', 'W10.', 'W10.v1', 'W10.v1.AAAA', '.v1.AAAA'])('%j is no cursor', (text) => {
  expect(() => cursors('v1:first').decode(text)).toThrow(invalid);
});
