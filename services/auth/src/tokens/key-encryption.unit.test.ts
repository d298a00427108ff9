import { createPublicKey, sign, verify } from 'node:crypto';
import { parseKeyring } from '@chowk/keyring';
import type { NewKey } from './domain/key-ring.ts';
import { createKeyEncryption } from './key-encryption.ts';

/** As the first releases stored it, before secrets had versions, under the bare secret of development. */
const SECRET = 'development-key-encryption-secret';
const kid = '-3opMMIV_52zGYa__ptmVrbSB1vXO-gy__hR6JJNFKI';
const stored: NewKey = {
  kid,
  publicJwk: {
    kty: 'EC',
    crv: 'P-256',
    x: '8hlKHbEgLWyEd6lj5mrA7WxV9gIuo9n1jDuNchW2l7I',
    y: 'jHs1Dald2E_iWLDl0rwhM1TgxnjLkltLAZYl8oAML_Y',
    kid,
    use: 'sig',
    alg: 'ES256',
  },
  encryptedPrivateKey:
    'gMJ/wG/jz9mwfpIPZUp3uCUu0epJDh6uOk250DEgtgk0qc/7QgKjMg40y6p+Se2Qcg7bdlCcJCYTAa5TAj03apTQ8ZH5VwIAKqPSKDQ7PE6I' +
    '0I4nV4/SeXG1lxj1m7xhkXL9hk5ci4G2t5XT5slNLQcKuuGoe9JKo/xFUBEpd12feibLgWkxpT5p+SVN1mzSkmqkaJZHUmXnyZbczzsqnM1s' +
    'DVWVjg==',
};
const encryption = (secrets: string) => createKeyEncryption(parseKeyring(secrets));
const signsAsPublished = (key: NewKey, secrets: string): boolean => {
  const signature = sign('sha256', Buffer.from('token'), encryption(secrets).decrypt(key));
  const publicKey = createPublicKey({ key: { ...key.publicJwk }, format: 'jwk' });
  return verify('sha256', Buffer.from('token'), publicKey, signature);
};

test('a key stored before there were versions opens under the bare secret, and as v1 of a list', () => {
  for (const secrets of [SECRET, `v1:${SECRET}`, `v2:second,v1:${SECRET}`])
    expect(signsAsPublished(stored, secrets)).toBe(true);
  expect(encryption(SECRET).renewed(stored)).toBe(stored);
});

test('it is renewed under the first secret, and then opens without the one it was made with', () => {
  const renewed = encryption(`v2:second,v1:${SECRET}`).renewed(stored);
  expect(renewed).toEqual({ ...stored, encryptedPrivateKey: expect.stringMatching(/^v2\.[\w-]+$/) });
  expect(signsAsPublished(renewed, 'v2:second')).toBe(true);
  expect(encryption('v2:second').renewed(renewed)).toBe(renewed);
});

test.each([
  ['its version is gone', stored, 'v2:second'],
  ['the secret is another', stored, 'another'],
  ['it is under the kid of another', { ...stored, kid: 'another' }, SECRET],
  ['it was cut short', { ...stored, encryptedPrivateKey: 'gMJ/' }, SECRET],
])('it does not open when %s', (_what, key, secrets) => {
  expect(() => encryption(secrets).decrypt(key)).toThrow('KEY_ENCRYPTION_SECRET');
});
