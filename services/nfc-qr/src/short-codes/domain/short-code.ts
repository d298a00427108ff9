import { timingSafeEqual } from 'node:crypto';

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

/** Id of a key: one symbol, part of every code that the key signed. */
export const KEY_ID = new RegExp(`^[${ALPHABET}]$`);

/** Keys of printed codes: one signs, all verify, so that what was printed outlives a rotation. */
export interface CodeKeys {
  /** Id of the key that signs. */
  current: string;
  /** HMAC-SHA-256 by one key; undefined for a key that is not ours. */
  mac(text: string, keyId: string): Buffer | undefined;
}

const signed = (body: string): string => `chowk-code\n${body}`;

function truncated(digest: Buffer): string {
  let rest = digest.readBigUInt64BE(0) % SIGNATURE_SPACE;
  let symbols = '';
  for (let i = 0; i < SIGNATURE_LENGTH; i += 1) {
    symbols += ALPHABET[Number(rest % BigInt(ALPHABET.length))];
    rest /= BigInt(ALPHABET.length);
  }
  return symbols;
}

/** A code: the random part (RANDOM_LENGTH symbols of the alphabet), the key's id, the truncated HMAC of both. */
export function signCode(random: string, keys: CodeKeys): string {
  const body = random + keys.current;
  return body + truncated(keys.mac(signed(body), keys.current)!);
}

/**
 * Whether one of our keys signed this text. Takes the same steps and the same time for a wrong signature,
 * an unknown key and a text that is no code at all.
 */
export function isAuthentic(text: string, keys: CodeKeys): boolean {
  const wellFormed = SHAPE.test(text);
  const code = wellFormed ? text : STAND_IN;
  const body = code.slice(0, BODY_LENGTH);
  const known = keys.mac(signed(body), code[RANDOM_LENGTH]!);
  const expected = truncated(known ?? keys.mac(signed(body), keys.current)!);
  const matches = timingSafeEqual(Buffer.from(expected), Buffer.from(code.slice(BODY_LENGTH)));
  return wellFormed && known !== undefined && matches;
}
