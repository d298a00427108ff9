import { hashRefreshToken, newRefreshToken, openSuccessor, sealSuccessor } from './refresh-token.ts';

test('a token has 256 bits and no two are the same', () => {
  const tokens = Array.from({ length: 100 }, newRefreshToken);
  expect(new Set(tokens).size).toBe(100);
  for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
});

test('a sealed successor opens with its predecessor and with nothing else', () => {
  const [predecessor, successor] = [newRefreshToken(), newRefreshToken()];
  const sealed = sealSuccessor(successor, predecessor);
  expect(openSuccessor(sealed, predecessor)).toBe(successor);
  expect(() => openSuccessor(sealed, newRefreshToken())).toThrow();
  expect(() => openSuccessor(sealed, hashRefreshToken(predecessor))).toThrow();
  const altered = Buffer.from(sealed, 'base64');
  altered[20]! ^= 1;
  expect(() => openSuccessor(altered.toString('base64'), predecessor)).toThrow();
});
