import { z } from 'zod';
import { anyId, instant, money } from '../fields/index.ts';

/** A notification as clients see it, over HTTP and on the socket. */
export const notification = z
  .object({
    id: anyId,
    category: z.string().meta({ description: 'What it is about: orders, wallet, scans. New ones may come.' }),
    type: z.string().meta({ description: 'The text it was made from, such as order.placed.' }),
    title: z.string(),
    body: z.string(),
    data: z
      .record(z.string(), z.string())
      .meta({ description: 'Ids that a client needs to open what it is about.' }),
    readAt: instant.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'Notification', description: 'A line in the inbox of a person.' });
export type Notification = z.output<typeof notification>;

/** What the events of a person's stream tell, by name. Clients rely on the names. */
export const STREAM_EVENTS = {
  order_status_update: z
    .object({
      orderId: anyId,
      orderNumber: z.string(),
      status: z.string(),
      previousStatus: z.string(),
      version: z.int().meta({
        description: 'Grows with each change of the order: an update with a lower one than seen is old news.',
      }),
      total: money,
      changedAt: instant,
    })
    .meta({ id: 'OrderStatusUpdate', description: 'An order of the person moved on.' }),
  wallet_update: z
    .object({
      transferId: anyId,
      kind: z.string(),
      amount: money,
      balance: money,
      held: money,
      reference: z.string(),
      changedAt: instant,
    })
    .meta({ id: 'WalletUpdate', description: 'The wallet of the person changed.' }),
  scan_update: z
    .object({
      scanId: anyId,
      carId: anyId,
      carModel: z.string(),
      maskedNumber: z.string(),
      kind: z.string(),
      reason: z
        .string()
        .optional()
        .meta({ description: 'What a stranger beside the car wants to say, from a fixed list.' }),
      scannedAt: instant,
    })
    .meta({ id: 'ScanUpdate', description: 'A code of the person was scanned.' }),
  new_notification: z
    .object({ notification })
    .meta({ id: 'NewNotification', description: 'A line came into the inbox of the person.' }),
} as const;

export type StreamEventName = keyof typeof STREAM_EVENTS;
export type StreamEventData<Name extends StreamEventName> = z.output<(typeof STREAM_EVENTS)[Name]>;

/** What every event of a stream carries beside its own data. */
export const streamPosition = z
  .object({
    seq: z
      .int()
      .meta({ description: '1, 2, 3 … per person without a gap: resume after the last one you have.' }),
    id: anyId,
    at: instant,
    traceId: z.string().optional(),
    requestId: z.string().optional(),
  })
  .meta({ id: 'StreamPosition', description: 'Place of an event in the stream, and where it came from.' });
