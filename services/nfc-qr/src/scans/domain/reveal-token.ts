import type { Signer } from '@chowk/keyring';

/** The right to see one car's owner view for a while, earned by one scan. */
export interface Reveal {
  carId: string;
  scanId: string;
  expiresAt: Date;
}

export type RevealSigner = Pick<Signer, 'sign' | 'verify'>;

const signed = (payload: string): string => `reveal\n${payload}`;

/** Under one key the same reveal gives the same token, so that a repeated request gets the first answer again. */
export function issueReveal({ carId, scanId, expiresAt }: Reveal, signer: RevealSigner): string {
  const payload = Buffer.from(`${carId} ${scanId} ${expiresAt.getTime()}`).toString('base64url');
  return `${payload}.${signer.sign(signed(payload))}`;
}

/** The reveal in a token of ours that has not expired by `now`; undefined for anything else. */
export function readReveal(token: string, signer: RevealSigner, now: Date): Reveal | undefined {
  // The payload has no dot; the signature has one, after the version of its key.
  const dot = token.indexOf('.');
  const payload = token.slice(0, Math.max(dot, 0));
  if (!signer.verify(signed(payload), token.slice(dot + 1))) return undefined;
  const [carId = '', scanId = '', until = ''] = Buffer.from(payload, 'base64url').toString().split(' ');
  const expiresAt = new Date(Number(until));
  return expiresAt > now ? { carId, scanId, expiresAt } : undefined;
}
