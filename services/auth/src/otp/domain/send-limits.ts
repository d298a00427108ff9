import type { ClientNetwork } from './client-network.ts';

export interface SendLimits {
  resendAfterSeconds: number;
  perHour: number;
  perDay: number;
  perHourAddress: number;
  perHourNetwork: number;
  perHourTotal: number;
}

/** At most `max` sends within any stretch of `windowMs` for one subject. */
export interface SendRule {
  /** Key of the log of sends that the rule counts in. */
  subject: string;
  windowMs: number;
  max: number;
}

/** The subject that counts all sends. Its name is a key in Redis, shared with replicas of earlier releases. */
export const GLOBAL = 'everybody';

const HOUR = 3_600_000;

/** The rules that a send to a phone from a client must keep, all of them. */
export function sendRules(limits: SendLimits, phoneDigest: string, client: ClientNetwork): SendRule[] {
  const phone = `phone:${phoneDigest}`;
  return [
    { subject: phone, windowMs: limits.resendAfterSeconds * 1_000, max: 1 },
    { subject: phone, windowMs: HOUR, max: limits.perHour },
    { subject: phone, windowMs: 24 * HOUR, max: limits.perDay },
    { subject: `address:${client.address}`, windowMs: HOUR, max: limits.perHourAddress },
    { subject: `network:${client.network}`, windowMs: HOUR, max: limits.perHourNetwork },
    { subject: GLOBAL, windowMs: HOUR, max: limits.perHourTotal },
  ];
}
