import fc from 'fast-check';
import { spitefulText } from '../../test/spiteful-text.ts';
import { neutralizeText, restoreText } from './neutralize.ts';

describe('neutralizeText', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ['+919812345678', "'+919812345678"],
    ['-2+3', "'-2+3"],
    ['@SUM(1,1)', "'@SUM(1,1)"],
    ['\t=1', "'\t'=1"],
    ['\r=1', "'\r'=1"],
    ['\ttab', "'\ttab"],
    ['\rreturn', "'\rreturn"],
    [' =1', "' =1"],
    ['\u00a0\u200b=1', "'\u00a0\u200b=1"],
    ['"=1"', '\'"=1"'],
    ['\uFF1D1+1', "'\uFF1D1+1"],
    ['tea;=1+1', "tea;'=1+1"],
    ['tea\n=1+1', "tea\n'=1+1"],
    ["'=1", "''=1"],
  ])('makes %j harmless as %j', (text, neutral) => {
    expect(neutralizeText(text)).toBe(neutral);
  });

  test.each([
    '',
    'Asha Rao',
    'a=b',
    '1-2',
    'asha@example.com',
    "it's",
    "'",
    'आशा; राव',
    'line\nbreak',
    '3 + 4',
  ])('leaves %j as it is', (text) => {
    expect(neutralizeText(text)).toBe(text);
  });

  test('any text is given back exactly', () => {
    fc.assert(
      fc.property(fc.oneof(spitefulText, fc.string({ unit: 'binary' })), (text) => {
        expect(restoreText(neutralizeText(text))).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  test('nowhere that a cell could begin does a formula begin, whatever the text', () => {
    fc.assert(
      fc.property(spitefulText, (text) => {
        const cells = neutralizeText(text).split(/[;\t\r\n]/);
        for (const cell of cells)
          expect(cell).not.toMatch(/^[\s"\p{Cc}\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u);
      }),
      { numRuns: 2_000 },
    );
  });
});
