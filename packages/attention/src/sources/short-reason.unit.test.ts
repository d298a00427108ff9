import { shortReason } from './short-reason.ts';

test.each([
  ['TypeError: cannot read it', 'TypeError: cannot read it'],
  ['Error: no code for +91 98123 45678 today', 'Error: no code for … today'],
  ['Error: asha.rao@example.com bounced\n  at send', 'Error: … bounced'],
  ['ZodError: "Asha Rao" is not a name', 'ZodError: … is not a name'],
  ['Error: took longer than 5000 ms', 'Error: took longer than 5000 ms'],
  ['', 'unknown'],
])('%j is shown as %j', (error, shown) => {
  expect(shortReason(error)).toBe(shown);
});

test('a long text is cut', () => {
  expect(shortReason('x '.repeat(400))).toHaveLength(120);
});
