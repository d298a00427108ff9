import { parseKeyring } from '@chowk/keyring';
import type { Car } from '../../cars/domain/car.ts';
import { fullCarView, isPremium, maskedCarView, type Owner } from './disclosure.ts';
import { issueReveal, readReveal } from './reveal-token.ts';

const now = new Date('2026-03-01T10:00:00.000Z');
const later = (ms: number) => new Date(now.getTime() + ms);
const owner: Owner = { name: 'Asha', phone: '+91******3210', plan: 'premium', planExpiresAt: undefined };
const car: Car = {
  id: 'car_1',
  ownerUserId: 'usr_1',
  carNumber: 'MH 12 AB 1234',
  carModel: 'Swift',
  customMessage: undefined,
  customFields: { Flat: 'B-204' },
  selectedTemplate: 'classic',
  code: 'c',
  version: 1,
  createdAt: now,
  updatedAt: now,
};

describe('the gate', () => {
  test.each([
    ['never ends', undefined, true],
    ['ends in a millisecond', later(1), true],
    ['ends at this instant', now, false],
    ['has ended', later(-1), false],
  ])('a premium plan that %s', (_when, planExpiresAt, premium) => {
    expect(isPremium({ ...owner, planExpiresAt }, now)).toBe(premium);
  });

  test('a basic plan with a date in the future is basic', () => {
    expect(isPremium({ ...owner, plan: 'basic', planExpiresAt: later(1_000) }, now)).toBe(false);
  });

  test('closed, it says model, masked number and message and nothing else', () => {
    expect(maskedCarView(car)).toEqual({
      gate: true,
      car: { model: 'Swift', maskedNumber: 'MH******34', customMessage: null },
    });
  });

  test('open, it adds the owner', () => {
    expect(fullCarView(car, owner).car.owner).toEqual({ name: 'Asha', phone: '+91******3210' });
  });
});

describe('reveal tokens', () => {
  const secret = parseKeyring('secret').rawSigner();
  const token = issueReveal({ carId: 'car_1', scanId: 'scn_1', expiresAt: later(1_000) }, secret);

  test('one of ours opens until the instant it expires', () => {
    expect(readReveal(token, secret, later(999))).toMatchObject({ carId: 'car_1', scanId: 'scn_1' });
    expect(readReveal(token, secret, later(1_000))).toBeUndefined();
  });

  test('one of before secrets had versions goes on under the bare secret', () => {
    const before = 'Y2FyXzEgc2NuXzEgMTc3MjM2NzAwMDAwMA.8YcMhOIFFEa-2I-GjNtEvFaQWZG_IwTCH0HDh8xvsFI';
    const rotated = parseKeyring('v2:second,v1:secret').rawSigner();
    expect(readReveal(before, rotated, now)).toMatchObject({ carId: 'car_1', scanId: 'scn_1' });
  });

  test.each(['', '.', 'x.y', `${token}x`, token.replace('.', ''), token.slice(0, -2)])(
    'an altered or made-up one does not: %s',
    (made) => {
      expect(readReveal(made, secret, now)).toBeUndefined();
      expect(readReveal(token, parseKeyring('another secret').rawSigner(), now)).toBeUndefined();
    },
  );
});
