import fc from 'fast-check';
import { contentRange, parseRangeHeader, resolveRange } from './range.ts';

test.each([
  ['bytes=0-', { start: 0 }],
  ['bytes=0-499', { start: 0, end: 499 }],
  ['Bytes=5-5', { start: 5, end: 5 }],
  [' bytes=7-8 ', { start: 7, end: 8 }],
  ['bytes=-500', { suffixLength: 500 }],
  ['bytes=-0', { suffixLength: 0 }],
])('%j asks for a part', (header, range) => {
  expect(parseRangeHeader(header)).toEqual(range);
});

test.each([
  [undefined],
  [''],
  ['bytes'],
  ['bytes='],
  ['bytes=-'],
  ['bytes=5-4'],
  ['bytes=0-1,5-6'],
  ['bytes=a-b'],
  ['bytes=1.5-2'],
  ['items=0-1'],
  ['bytes=0-9999999999999999'],
])('%j is ignored, so the whole is given', (header) => {
  expect(parseRangeHeader(header)).toBeUndefined();
});

test('a part lies within the content, or there is none', () => {
  const asked = fc.oneof(
    fc.record({ suffixLength: fc.nat(50) }),
    fc.record({ start: fc.nat(50) }),
    fc.tuple(fc.nat(50), fc.nat(50)).map(([start, length]) => ({ start, end: start + length })),
  );
  fc.assert(
    fc.property(asked, fc.nat(40), (range, size) => {
      const wanted = Array.from({ length: size }, (_, n) => n).filter((n) =>
        'suffixLength' in range
          ? n >= size - range.suffixLength
          : n >= range.start && n <= ('end' in range ? range.end : size),
      );
      if (wanted.length === 0) {
        expect(() => resolveRange(range, size)).toThrow(
          expect.objectContaining({ code: 'RANGE_NOT_SATISFIABLE', details: [{ size }] }),
        );
        return;
      }
      const resolved = resolveRange(range, size);
      expect(resolved).toEqual({ start: wanted[0], end: wanted.at(-1) });
      expect(contentRange(resolved, size)).toBe(`bytes ${wanted[0]}-${wanted.at(-1)}/${size}`);
    }),
  );
});
