import { createHmac, timingSafeEqual } from 'node:crypto';

/** Digits and letters without those that are mistaken for one another in print: no 0 and o, no 1, i and l. */
export const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';
/** 31^9 (about 2^44) different codes of one key: two of ten million clash with odds of one in 2.6 million. */
export const RANDOM_LENGTH = 9;
/** 31^7 (about 2^34) signatures: whoever guesses needs the front door, which limits and logs. */
const SIGNATURE_LENGTH = 7;
const SIGNATURE_SPACE = BigInt(ALPHABET.length) ** BigInt(SIGNATURE_LENGTH);
const BODY_LENGTH = RANDOM_LENGTH + 1;

const SHAPE = new RegExp(`^[${ALPHABET}]{${BODY_LENGTH + SIGNATURE_LENGTH}}$`);
/** Stands in for what is no code at all, so that refusing it costs the same as refusing a wrong signature. */
const STAND_IN = ALPHABET[0]!.repeat(BODY_LENGTH + SIGNATURE_LENGTH);

export interface SigningKey {
  /** One symbol of the alphabet; part of every code that the key signed. */
  id: string;
  secret: string;
}

/** Keys of printed codes: one signs, all verify, so that what was printed outlives a rotation. */
export interface KeyRing {
  signing: SigningKey;
  byId: ReadonlyMap<string, SigningKey>;
}

function signature(body: string, key: SigningKey): string {
  const digest = createHmac('sha256', key.secret).update(`chowk-code\n${body}`).digest();
  let rest = digest.readBigUInt64BE(0) % SIGNATURE_SPACE;
  let symbols = '';
  for (let i = 0; i < SIGNATURE_LENGTH; i += 1) {
    symbols += ALPHABET[Number(rest % BigInt(ALPHABET.length))];
    rest /= BigInt(ALPHABET.length);
  }
  return symbols;
}

/** A code: the random part (RANDOM_LENGTH symbols of the alphabet), the key's id, the truncated HMAC of both. */
export function signCode(random: string, key: SigningKey): string {
  const body = random + key.id;
  return body + signature(body, key);
}

/**
 * Whether one of our keys signed this text. Takes the same steps and the same time for a wrong signature,
 * an unknown key and a text that is no code at all.
 */
export function isAuthentic(text: string, ring: KeyRing): boolean {
  const wellFormed = SHAPE.test(text);
  const code = wellFormed ? text : STAND_IN;
  const body = code.slice(0, BODY_LENGTH);
  const known = ring.byId.get(code[RANDOM_LENGTH]!);
  const expected = signature(body, known ?? ring.signing);
  const matches = timingSafeEqual(Buffer.from(expected), Buffer.from(code.slice(BODY_LENGTH)));
  return wellFormed && known !== undefined && matches;
}
