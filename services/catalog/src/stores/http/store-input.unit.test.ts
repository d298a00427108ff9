import { storeInput } from './store-input.ts';

test('knows zones by their names only', () => {
  const isZone = (name: string) => storeInput.shape.hours.shape.zone.safeParse(name).success;
  expect(isZone('Asia/Kolkata')).toBe(true);
  expect(isZone('UTC')).toBe(true);
  expect(isZone('Asia/Indore')).toBe(false);
  expect(isZone('+05:30')).toBe(false);
  expect(isZone('')).toBe(false);
});
