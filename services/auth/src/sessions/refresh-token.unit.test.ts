import { hashRefreshToken, newRefreshToken, decryptSuccessor, encryptSuccessor } from './refresh-token.ts';

test('a token has 256 bits and no two are the same', () => {
  const tokens = Array.from({ length: 100 }, newRefreshToken);
  expect(new Set(tokens).size).toBe(100);
  for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
});

test('an encrypted successor is decrypted with its predecessor and with nothing else', () => {
  const [predecessor, successor] = [newRefreshToken(), newRefreshToken()];
  const encrypted = encryptSuccessor(successor, predecessor);
  expect(decryptSuccessor(encrypted, predecessor)).toBe(successor);
  expect(() => decryptSuccessor(encrypted, newRefreshToken())).toThrow();
  expect(() => decryptSuccessor(encrypted, hashRefreshToken(predecessor))).toThrow();
  const altered = Buffer.from(encrypted, 'base64');
  altered[20]! ^= 1;
  expect(() => decryptSuccessor(altered.toString('base64'), predecessor)).toThrow();
});
