import { maskPhone, parsePhone } from './phone.ts';

const rules = { defaultRegion: 'IN', countryCodes: ['91'] } as const;

test.each([['9876543210'], ['09876543210'], ['+91 98765 43210'], ['+91-98765-43210'], ['0091 98765 43210']])(
  '%s is read as one E.164 number',
  (text) => {
    expect(parsePhone(text, rules, 'phone')).toBe('+919876543210');
  },
);

test.each([
  ['1234567890'],
  ['+912226543210'],
  ['98765'],
  ['987654321099'],
  ['+91 98765 4321x'],
  [''],
  ['+1 415 555 2671'],
])('%s is no mobile number that we serve', (text) => {
  expect(() => parsePhone(text, rules, 'phone')).toThrow(expect.objectContaining({ code: 'INVALID_PHONE' }));
});

test('other countries are served when the settings say so', () => {
  const open = { ...rules, countryCodes: ['91', '65'] };
  expect(parsePhone('+65 8123 4567', open, 'phone')).toBe('+6581234567');
});

test.each([
  ['+919876543210', '+91******3210'],
  ['+6581234567', '+65****4567'],
])('%s is shown as %s', (phone, masked) => {
  expect(maskPhone(phone)).toBe(masked);
});
