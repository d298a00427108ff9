import { assertIfMatch, clientAddress, entityTag, matchesIfNoneMatch, parseIfMatch } from './index.ts';

const ifMatch = (value: string | undefined) => ({ 'if-match': value });

test('a tag holds the version, and a stamp of what changes by itself', () => {
  expect(entityTag(3)).toBe('"3"');
  expect(entityTag(3, 'open')).toBe('"3-open"');
});

test.each<[string | undefined, number[] | undefined]>([
  [undefined, undefined],
  ['*', undefined],
  [' * ', undefined],
  ['"3"', [3]],
  ['"v3"', [3]],
  ['"v3-Ab_9-x"', [3]],
  ['"3-open"', [3]],
  ['"1", "2-open" ,"v7"', [1, 2, 7]],
  ['"1,2"', []],
  ['W/"3"', []],
  ['W/"3", "4"', [4]],
  ['"x", "4"', [4]],
  ['"-3"', []],
  ['"3-"', []],
  ['"1234567890123456"', []],
  ['3', []],
  ['', []],
  ['rubbish', []],
])('If-Match %j names the versions %j', (header, versions) => {
  expect(parseIfMatch(ifMatch(header))).toEqual(versions);
});

test.each([undefined, '*', '"3"', '"2", "v3-stamp"'])(
  'an edit of version 3 under If-Match %j goes on',
  (header) => {
    expect(() => assertIfMatch(ifMatch(header), 3)).not.toThrow();
  },
);

test.each(['"2"', 'W/"3"', 'rubbish', ''])('an edit of version 3 under If-Match %j is refused', (header) => {
  expect(() => assertIfMatch(ifMatch(header), 3)).toThrow(
    expect.objectContaining({ code: 'PRECONDITION_FAILED' }),
  );
});

test.each<[string | undefined, boolean]>([
  [undefined, false],
  ['*', true],
  ['"3-open"', true],
  ['W/"3-open"', true],
  ['"1", W/"3-open"', true],
  ['"3"', false],
  ['3-open', false],
])('If-None-Match %j knows the tag "3-open": %j', (header, known) => {
  expect(matchesIfNoneMatch({ 'if-none-match': header }, '"3-open"')).toBe(known);
  expect(matchesIfNoneMatch({ 'if-none-match': header }, 'W/"3-open"')).toBe(known);
});

test.each<[Record<string, string | string[] | undefined>, string | undefined]>([
  [{ 'x-client-ip': '203.0.113.7' }, '203.0.113.7'],
  [{ 'x-client-ip': '2001:db8::1', 'x-forwarded-for': '10.0.0.1' }, '2001:db8::1'],
  [{ 'x-forwarded-for': '203.0.113.7' }, undefined],
  [{ 'x-client-ip': '203.0.113.7, 10.0.0.1' }, undefined],
  [{ 'x-client-ip': 'localhost' }, undefined],
  [{}, undefined],
])('the client of %j is at %j', (headers, address) => {
  expect(clientAddress(headers)).toBe(address);
});
