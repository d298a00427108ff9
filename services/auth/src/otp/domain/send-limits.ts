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
  /** Keys that this log may still be under from before a rotation of the secret. */
  formerSubjects?: readonly string[];
  windowMs: number;
  max: number;
}

/** Of one phone, the current one first. */
export type PhoneDigests = readonly [current: string, ...older: string[]];

/** The subject that counts all sends. Its name is a key in Redis, shared with replicas of earlier releases. */
export const GLOBAL = 'everybody';

const HOUR = 3_600_000;

/** The rules that a send to a phone from a client must keep, all of them. */
export function sendRules(limits: SendLimits, phone: PhoneDigests, client: ClientNetwork): SendRule[] {
  const [subject = '', ...former] = phone.map((digest) => `phone:${digest}`);
  const ofPhone = { subject, ...(former.length > 0 && { formerSubjects: former }) };
  return [
    { ...ofPhone, windowMs: limits.resendAfterSeconds * 1_000, max: 1 },
    { ...ofPhone, windowMs: HOUR, max: limits.perHour },
    { ...ofPhone, windowMs: 24 * HOUR, max: limits.perDay },
    { subject: `address:${client.address}`, windowMs: HOUR, max: limits.perHourAddress },
    { subject: `network:${client.network}`, windowMs: HOUR, max: limits.perHourNetwork },
    { subject: GLOBAL, windowMs: HOUR, max: limits.perHourTotal },
  ];
}
