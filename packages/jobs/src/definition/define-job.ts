import type { JobDeclaration } from '@chowk/messaging';
import type { Backoff } from '@chowk/runtime/lifecycle';
import type { z } from 'zod';

/** How often, and with which pauses, a job is tried. */
export interface JobPolicy {
  /** Pauses between tries in ms; they are spread by a quarter, so that what failed together comes back apart. */
  backoff: Backoff;
  /** Tries, crashed ones included, after which the job needs attention. */
  maxAttempts: number;
  /** ms after which a try is told to end and counts as failed. */
  timeoutMs: number;
}

/** A kind of work, declared once: what `tx.schedule` takes and `handleJob` handles. */
export interface JobDefinition<Schema extends z.ZodType = z.ZodType> extends JobDeclaration<z.input<Schema>> {
  readonly schema: Schema;
  readonly policy: JobPolicy;
}

const DEFAULT_POLICY: JobPolicy = {
  // Ten tries over about a quarter of an hour.
  backoff: { firstMs: 1_000, maxMs: 15 * 60_000 },
  maxAttempts: 10,
  timeoutMs: 5 * 60_000,
};

/** `orders.cart-reminder`: the service and the work, fit for an id, a log and the name of a failpoint. */
const TYPE = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;

/**
 * Declares a job type. Data is stored as it was given and read through the schema when the job runs, perhaps
 * after the next deploy: add only optional fields, and give a changed meaning a new type.
 * @throws Error for a type that is not of the form `service.work`.
 */
export function defineJob<Schema extends z.ZodType>(
  options: { type: string; schema: Schema } & Partial<JobPolicy>,
): JobDefinition<Schema> {
  const { type, schema, ...policy } = options;
  if (!TYPE.test(type)) throw new Error(`"${type}" is not a job type such as orders.cart-reminder`);
  return {
    type,
    schema,
    policy: { ...DEFAULT_POLICY, ...policy },
    check: (data) => void schema.parse(data),
  };
}
