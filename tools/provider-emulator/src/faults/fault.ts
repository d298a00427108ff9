import { z } from 'zod';

export const FAULT_KINDS = [
  'delay',
  'error',
  'malformed',
  'duplicate',
  'reorder',
  'lose',
  'wrong_amount',
  'bad_signature',
  'hang',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Which way the traffic goes: `api` is what Chowk asks of the provider, `webhook` what the provider tells Chowk. */
export type FaultSide = 'api' | 'webhook';

/** The kinds a provider can act out on each side. A fault outside this list is refused, not ignored. */
export type SupportedFaults = Record<FaultSide, readonly FaultKind[]>;

export interface Fault {
  readonly id: string;
  readonly provider: string;
  readonly kind: FaultKind;
  readonly on: FaultSide;
  /** Glob over the path (`/v1/payments/pay_?*`), method and path (`POST /v1/orders`) or webhook event (`payment.*`). */
  readonly match: string | null;
  /** How often it will still strike. At 0 it stays listed, so that a test can see that it did strike. */
  left: number;
  /** Milliseconds, for delay, reorder and hang. */
  readonly ms: number;
  /** HTTP status of an `error` on the api side. */
  readonly status: number;
}

const DEFAULT_FAULT_MS = 2_000;
const LONGEST_FAULT_MS = 600_000;

export const newFaultSchema = z.strictObject({
  provider: z.string().min(1),
  kind: z.enum(FAULT_KINDS),
  on: z.enum(['api', 'webhook']),
  match: z.string().min(1).max(200).nullable().default(null),
  times: z.int().min(1).max(1_000_000).default(1),
  ms: z.int().min(0).max(LONGEST_FAULT_MS).default(DEFAULT_FAULT_MS),
  status: z.int().min(400).max(599).default(500),
});
export type NewFault = z.infer<typeof newFaultSchema>;
