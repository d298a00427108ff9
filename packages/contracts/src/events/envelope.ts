import { z } from 'zod';

/**
 * What travels on the bus: a CloudEvents 1.0 structured envelope with the distributed tracing extension
 * (`traceparent`). `type` is also the routing key.
 */
export const envelopeSchema = z.object({
  specversion: z.literal('1.0'),
  /** Unique per event; consumers de-duplicate on it. */
  id: z.string().min(1),
  /** The service that says it. */
  source: z.string().min(1),
  /** `orders.order-placed.v1` */
  type: z.string().regex(/^[a-z-]+\.[a-z-]+\.v\d+$/),
  /** What it is about: an order id, a user id. */
  subject: z.string().min(1),
  /**
   * Which version of the subject it tells of, growing with each change: an event with a lower one than has been
   * seen is old news. Missing where the subject has none. Extension attribute of ours.
   */
  subjectversion: z.int().positive().optional(),
  /** When it happened, ISO 8601 UTC. */
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  traceparent: z.string().optional(),
  /** Correlates with the request that caused it. */
  requestid: z.string().optional(),
  data: z.unknown(),
});

export type Envelope<Data = unknown> = Omit<z.infer<typeof envelopeSchema>, 'data'> & { data: Data };
