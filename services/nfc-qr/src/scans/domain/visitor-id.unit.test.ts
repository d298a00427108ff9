import { createHmac } from 'node:crypto';
import { visitorIdOf, type Digests } from './visitor-id.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');
const under =
  (secret: string): Digests =>
  (text) => [createHmac('sha256', secret).update(text).digest('base64url')];
const at = (address: string | undefined, now = noon, secret = 'secret') =>
  visitorIdOf({ user: undefined, clientAddress: address }, under(secret), now);

describe('who visits', () => {
  test('a user is named by the user id, whatever the address', () => {
    expect(
      visitorIdOf({ user: { userId: 'usr_1' }, clientAddress: '192.0.2.1' }, under('secret'), noon),
    ).toBe('usr_1');
  });

  test('an address has one name all day, and shows nowhere in it', () => {
    expect(at('192.0.2.1')).toBe(at('192.0.2.1', new Date('2026-03-01T00:00:00.000Z')));
    expect(at('192.0.2.1')).toMatch(/^adr_[\w-]{22}$/);
  });

  test('another day, another address and another secret give other names', () => {
    const names = [
      at('192.0.2.1'),
      at('192.0.2.1', new Date('2026-03-02T00:00:00.000Z')),
      at('192.0.2.2'),
      at(undefined),
      at('192.0.2.1', noon, 'another secret'),
    ];
    expect(new Set(names).size).toBe(names.length);
  });
});
