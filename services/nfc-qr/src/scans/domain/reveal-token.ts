import { createHmac, timingSafeEqual } from 'node:crypto';

/** The right to see one car's owner view for a while, earned by one scan. */
export interface Reveal {
  carId: string;
  scanId: string;
  expiresAt: Date;
}

const sign = (payload: string, secret: string): Buffer =>
  createHmac('sha256', secret).update(`reveal\n${payload}`).digest();

/** The same reveal gives the same token, so that a repeated request gets the first answer again. */
export function issueReveal({ carId, scanId, expiresAt }: Reveal, secret: string): string {
  const payload = Buffer.from(`${carId} ${scanId} ${expiresAt.getTime()}`).toString('base64url');
  return `${payload}.${sign(payload, secret).toString('base64url')}`;
}

/** The reveal in a token of ours that has not expired by `now`; undefined for anything else. */
export function readReveal(token: string, secret: string, now: Date): Reveal | undefined {
  const [payload = '', signature = ''] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const expected = sign(payload, secret);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const [carId = '', scanId = '', until = ''] = Buffer.from(payload, 'base64url').toString().split(' ');
  const expiresAt = new Date(Number(until));
  return expiresAt > now ? { carId, scanId, expiresAt } : undefined;
}
