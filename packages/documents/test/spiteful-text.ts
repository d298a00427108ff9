import fc from 'fast-check';

/** Texts made mostly of what a spreadsheet, CSV or XML could take for something else than text. */
export const spitefulText = fc.string({
  unit: fc.constantFrom(
    ...'=+-@\t\r\n\'";,<&]x0_ aअ\0\u0085\u00a0\u200b\u202E\uFEFF\uFF1D\uFF20\uFFFE',
    '_x003D_',
  ),
  maxLength: 12,
});
