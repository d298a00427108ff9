import { isActive, judgeRefresh } from './session.ts';

const at = (ms: number) => new Date(ms);

test.each([
  ['a fresh one is the leaf', undefined, 1_000, 'leaf'],
  ['used a moment ago', 990, 1_000, 'replay'],
  ['used just within the grace', 0, 1_000, 'replay'],
  ['used on a replica whose clock is ahead', 1_500, 1_000, 'replay'],
  ['used longer ago than the grace', 0, 1_001, 'reused'],
  ['expired, whether used or not', 0, 5_000, 'expired'],
] as const)('%s: at %s it is used, at %s it is %s', (_what, rotatedAt, now, verdict) => {
  const token = {
    hash: 'h',
    sessionId: 's',
    expiresAt: at(5_000),
    ...(rotatedAt !== undefined && { rotatedAt: at(rotatedAt) }),
  };
  expect(judgeRefresh(token, at(now), 1_000)).toBe(verdict);
});

test('a session is active until it ends or expires', () => {
  const session = { id: 's', userId: 'u', createdAt: at(0), lastUsedAt: at(0), expiresAt: at(10) };
  expect(isActive(session, at(9))).toBe(true);
  expect(isActive(session, at(10))).toBe(false);
  expect(isActive({ ...session, revokedAt: at(1) }, at(2))).toBe(false);
});
