import { createCipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { DecryptionError, Keyring, parseKeyring, type VersionedSecret } from './index.ts';

/** Rings of one to five versions, the current one first. */
const rings = fc
  .uniqueArray(fc.record({ version: fc.integer({ min: 1, max: 99 }), secret: fc.uuid() }), {
    minLength: 1,
    maxLength: 5,
    selector: ({ version }) => version,
  })
  .map((secrets) => secrets.map(({ version, secret }) => ({ version: `v${version}`, secret })));
const payloads = fc.oneof(fc.string(), fc.uint8Array());
const purposes = fc.constantFrom('orders cursors', 'reveal tokens', 'auth signing keys');
const newest: VersionedSecret = { version: 'v100', secret: 'the newest secret' };

test('what any listed version signed or encrypted is understood after a rotation, and by its version alone', () => {
  fc.assert(
    fc.property(rings, payloads, purposes, fc.string(), (secrets, payload, purpose, data) => {
      const rotated = new Keyring([newest, ...secrets]);
      for (const own of secrets) {
        // The ring as it was when this version was the current one.
        const then = new Keyring([own, ...secrets.filter((other) => other !== own)]);
        const signature = then.signer(purpose).sign(payload);
        const text = then.cipher(purpose).encrypt(payload, data);
        expect(rotated.signer(purpose).verify(payload, signature)).toBe(true);
        expect(rotated.cipher(purpose).decrypt(text, data)).toEqual(Buffer.from(payload));
        expect(rotated.cipher(purpose).isCurrent(text)).toBe(false);
        expect(rotated.signer(purpose).signAll(payload)).toContain(signature);

        const without = new Keyring([newest, ...secrets.filter((other) => other !== own)]);
        expect(without.signer(purpose).verify(payload, signature)).toBe(false);
        expect(() => without.cipher(purpose).decrypt(text, data)).toThrow(DecryptionError);
        expect(without.signer(purpose).signAll(payload)).not.toContain(signature);
      }
      expect(rotated.current).toBe('v100');
      expect(rotated.signer(purpose).sign(payload)).toMatch(/^v100\.[\w-]{43}$/);
    }),
    { numRuns: 50 },
  );
});

test('what was made for one purpose means nothing for another, nor with the secret itself', () => {
  fc.assert(
    fc.property(
      rings,
      payloads,
      fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 2, maxLength: 2 }),
      (secrets, payload, [one, other]) => {
        const ring = new Keyring(secrets);
        const signature = ring.signer(one!).sign(payload);
        expect(ring.signer(one!).verify(payload, signature)).toBe(true);
        expect(ring.signer(other!).verify(payload, signature)).toBe(false);
        expect(ring.rawSigner().verify(payload, signature)).toBe(false);
        const text = ring.cipher(one!).encrypt(payload);
        expect(() => ring.cipher(other!).decrypt(text)).toThrow(DecryptionError);
      },
    ),
    { numRuns: 50 },
  );
});

test('a changed payload, signature, text or owner is refused', () => {
  const ring = parseKeyring('v2:second,v1:first');
  fc.assert(
    fc.property(payloads, fc.nat(), fc.integer({ min: 1, max: 255 }), (payload, at, flip) => {
      const [signer, cipher] = [ring.signer('tests'), ring.cipher('tests')];
      const signature = signer.sign(payload);
      expect(signer.verify(Buffer.concat([Buffer.from(payload), Buffer.from([flip])]), signature)).toBe(
        false,
      );
      const changed = (text: string) => {
        const bytes = Buffer.from(text.slice(3), 'base64url');
        bytes[at % bytes.length]! ^= flip;
        return text.slice(0, 3) + bytes.toString('base64url');
      };
      expect(signer.verify(payload, changed(signature))).toBe(false);
      expect(signer.verify(payload, signature.replace('v2', 'v1'))).toBe(false);
      const text = cipher.encrypt(payload, 'row 1');
      expect(() => cipher.decrypt(changed(text), 'row 1')).toThrow(DecryptionError);
      expect(() => cipher.decrypt(text.replace('v2', 'v1'), 'row 1')).toThrow(DecryptionError);
      expect(() => cipher.decrypt(text, 'row 2')).toThrow(DecryptionError);
      expect(() => cipher.decrypt(text)).toThrow(DecryptionError);
    }),
    { numRuns: 100 },
  );
});

test.each(['', '.', 'v2', 'v2.', 'v9.AAAA', 'v2.AAAA', '__proto__.AAAA', 'v2.é', 'v2.AAAA.BBBB'])(
  '%j is no signature and no text of ours',
  (text) => {
    const ring = parseKeyring('v2:second,v1:first');
    expect(ring.signer('tests').verify('payload', text)).toBe(false);
    expect(() => ring.cipher('tests').decrypt(text)).toThrow(DecryptionError);
  },
);

test('one payload has one signature, in one spelling', () => {
  const signer = parseKeyring('v1:secret').signer('tests');
  const signature = signer.sign('payload');
  expect(signer.sign('payload')).toBe(signature);
  for (const other of [`${signature}=`, `${signature} `, signature.toUpperCase(), `${signature}.`])
    expect(signer.verify('payload', other)).toBe(false);
});

test('one plaintext has as many texts as it is encrypted', () => {
  const cipher = parseKeyring('v1:secret').cipher('tests');
  expect(new Set(Array.from({ length: 50 }, () => cipher.encrypt('same'))).size).toBe(50);
});

test('signatures and keys are HMAC-SHA-256 and HKDF-SHA-256 as everybody has them', () => {
  const ring = parseKeyring('v3:secret');
  const derived = Buffer.from(hkdfSync('sha256', 'secret', '', 'tests', 32));
  const hmac = (key: string | Buffer) => createHmac('sha256', key).update('payload').digest();
  expect(ring.rawSigner().mac('payload', 'v3')).toEqual(hmac('secret'));
  expect(ring.signer('tests').mac('payload', 'v3')).toEqual(hmac(derived));
  expect(ring.signer('tests').mac('payload', 'v2')).toBeUndefined();
  expect(ring.signer('tests', 16).sign('payload')).toBe(
    `v3.${hmac(derived).subarray(0, 16).toString('base64url')}`,
  );
  // Held for good: a change here would make everything that is stored or printed unreadable.
  expect(ring.signer('tests').sign('payload')).toBe('v3.9FKpBKKt66UjN3AhvPmDxGUqPoEW_Q7e9xRn6Mrdwc4');
  expect(
    ring.cipher('tests').decrypt('v3.9CrBXGYMLzA-fEI9ucV_1iIIZF97HBOi13Qg7A6crox3GhlmNA', 'row 1').toString(),
  ).toBe('plaintext');
});

test('what was signed or encrypted with one bare secret, without a version, is of v1', () => {
  // As the services did before there were versions: a cursor, and a private key under its id.
  const cursor = createHmac('sha256', 'old secret').update('orders\ne30').digest().subarray(0, 16);
  const key = Buffer.from(hkdfSync('sha256', 'old secret', '', 'chowk auth signing keys', 32));
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from('kid'));
  const sealed = Buffer.concat([iv, cipher.update('private'), cipher.final(), cipher.getAuthTag()]);
  for (const text of ['old secret', 'v2:new secret,v1:old secret']) {
    const ring = parseKeyring(text);
    expect(ring.rawSigner(16).verify('orders\ne30', cursor.toString('base64url'))).toBe(true);
    const vault = ring.cipher('chowk auth signing keys');
    expect(vault.decrypt(sealed.toString('base64'), 'kid').toString()).toBe('private');
    expect(vault.isCurrent(sealed.toString('base64'))).toBe(ring.current === 'v1');
  }
  const gone = parseKeyring('v3:newest secret,v2:new secret');
  expect(gone.rawSigner(16).verify('orders\ne30', cursor.toString('base64url'))).toBe(false);
});

test('secrets are not to be seen', () => {
  const ring = parseKeyring('v2:hush,v1:quiet');
  const shown = JSON.stringify(ring) + inspect(ring, { depth: 9, showHidden: true }) + String(ring);
  expect(shown).toContain('v2');
  expect(shown).not.toMatch(/hush|quiet/);
  expect(ring.currentSecret()).toBe('hush');
});

test('nothing is signed in less than 16 bytes, or for no purpose', () => {
  const ring = parseKeyring('v1:secret');
  for (const bytes of [0, 15, 33, 16.5]) expect(() => ring.rawSigner(bytes)).toThrow(RangeError);
  expect(() => ring.signer('')).toThrow();
  expect(() => ring.cipher('')).toThrow();
  expect(() => new Keyring([])).toThrow();
});
