import { z } from 'zod';
import { anyId, instant, money } from '../fields/index.ts';

const seq = z.int().nonnegative();

/** What the server says on a socket beside the events of the stream; none of it has a `seq`. */
export const SERVER_MESSAGES = {
  stream_opened: z
    .object({ lastSeq: seq })
    .meta({ id: 'StreamOpened', description: 'The place in the stream from which this socket goes on.' }),
  resync_required: z.object({ firstSeq: seq.optional(), lastSeq: seq }).meta({
    id: 'ResyncRequired',
    description: "Events after the client's place are gone: read everything anew, then go on from lastSeq.",
  }),
  slow_consumer: z.object({ lastSeq: seq }).meta({
    id: 'SlowConsumer',
    description: 'Cut off for not acknowledging; reconnect with this lastSeq.',
  }),
  token_expired: z.undefined(),
  session_revoked: z.undefined(),
  admin_alert: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('order_placed'), orderId: anyId, orderNumber: z.string(), total: money }),
      z.object({
        kind: z.literal('stock_low'),
        sku: z.string(),
        productId: anyId,
        storeId: anyId,
        available: z.int(),
      }),
      z.object({
        kind: z.literal('needs_attention'),
        service: z.string(),
        about: z.string().meta({ description: 'What is stuck: job, dead-letter, process, money.' }),
        count: z.int().meta({ description: 'How many are told of at once; the rest is about the first.' }),
        id: z.string(),
        title: z.string(),
        since: instant,
      }),
    ])
    .meta({ id: 'AdminAlert', description: 'What those who run the place should see now. Live only.' }),
} as const;

export type ServerMessageName = keyof typeof SERVER_MESSAGES;
export type ServerMessage<Name extends ServerMessageName> = z.output<(typeof SERVER_MESSAGES)[Name]>;
