import { keyEnv, serviceKeys, stepServiceKey } from './service-keys.ts';

const kidsOf = (ring: Parameters<typeof keyEnv>[0], service: string): string[] =>
  JSON.parse(keyEnv(ring, service)['SERVICE_KEYS']!).keys.map(({ kid }: { kid: string }) => kid);
const privateOf = (ring: Parameters<typeof keyEnv>[0]): string[] =>
  keyEnv(ring, 'orders')['SERVICE_PRIVATE_KEY']!.split(',');

test("a service's key is replaced in three steps, in each of which all know the key that signs", () => {
  const ring = serviceKeys(['orders', 'wallet']);
  const [old] = privateOf(ring);
  expect(kidsOf(ring, 'wallet')).toEqual(['orders', 'wallet']);

  const published = stepServiceKey(ring, 'orders', 'publish');
  expect(privateOf(published)).toEqual([old, expect.any(String)]);
  const kids = kidsOf(published, 'wallet');
  expect(kids).toEqual([...Array(2).fill(expect.stringMatching(/^orders:[\w-]{43}$/)), 'wallet']);

  const signing = stepServiceKey(published, 'orders', 'sign');
  expect(privateOf(signing)).toEqual([privateOf(published)[1], old]);
  expect(kidsOf(signing, 'wallet').sort()).toEqual([...kids].sort());

  const withdrawn = stepServiceKey(signing, 'orders', 'withdraw');
  expect(privateOf(withdrawn)).toEqual([privateOf(published)[1]]);
  expect(kidsOf(withdrawn, 'wallet')).toEqual([kids[1], 'wallet']);
  expect(withdrawn['wallet']).toBe(ring['wallet']);
});

test('a step that would leave out another is refused', () => {
  const ring = serviceKeys(['orders']);
  for (const step of ['sign', 'withdraw'] as const)
    expect(() => stepServiceKey(ring, 'orders', step)).toThrow('publish one first');
  expect(() => stepServiceKey(stepServiceKey(ring, 'orders', 'publish'), 'orders', 'publish')).toThrow(
    'withdraw the old one first',
  );
  expect(() => stepServiceKey(ring, 'nobody', 'publish')).toThrow('no key of nobody');
});
