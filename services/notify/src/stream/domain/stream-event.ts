import type { Money } from '@chowk/money';

/** A notification as clients see it, over HTTP and on the socket. */
export interface NotificationView {
  id: string;
  category: string;
  type: string;
  title: string;
  body: string;
  /** Ids that a client needs to open what it is about. */
  data: Record<string, string>;
  readAt: string | null;
  createdAt: string;
}

/** Events of a person's stream by name, and what each tells. Clients rely on the names. */
interface StreamEvents {
  order_status_update: {
    orderId: string;
    orderNumber: string;
    status: string;
    previousStatus: string;
    /** Grows with each change of the order: an update with a lower one than seen is old news. */
    version: number;
    total: Money;
    changedAt: string;
  };
  wallet_update: {
    transferId: string;
    kind: string;
    amount: Money;
    balance: Money;
    held: Money;
    reference: string;
    changedAt: string;
  };
  scan_update: {
    scanId: string;
    carId: string;
    carModel: string;
    maskedNumber: string;
    kind: string;
    /** What a stranger beside the car wants to say, from a fixed list. */
    reason?: string;
    scannedAt: string;
  };
  new_notification: { notification: NotificationView };
}
export type StreamEventName = keyof StreamEvents;

/** Something to be told to one person, not yet in the stream. */
export type NewStreamEvent = {
  [Name in StreamEventName]: { name: Name; data: StreamEvents[Name] };
}[StreamEventName];

/** Where it came from, so that one trace id leads from the cause to the socket. */
export interface Origin {
  /** W3C trace context of the cause. */
  traceparent?: string | undefined;
  requestId?: string | undefined;
}

/** One event of a person's stream. */
export type StreamEvent = NewStreamEvent &
  Origin & {
    /** Id of this stream event. */
    id: string;
    userId: string;
    /** 1, 2, 3 … per person without a gap. */
    seq: number;
    at: Date;
  };

/** What travels on the socket: `seq` to resume after, `id`, when, the trace, and the data of the event. */
export function toPayload(event: StreamEvent): Record<string, unknown> & { seq: number; id: string } {
  const traceId = event.traceparent?.split('-')[1];
  return {
    ...event.data,
    seq: event.seq,
    id: event.id,
    at: event.at.toISOString(),
    ...(traceId !== undefined && { traceId }),
    ...(event.requestId !== undefined && { requestId: event.requestId }),
  };
}

/**
 * The events right after a position, up to the first gap. A gap inside a batch is an event that committed
 * while the batch was read; it is there at the next read.
 */
export function inSequence(events: readonly StreamEvent[], after: number): StreamEvent[] {
  let expected = after + 1;
  const run: StreamEvent[] = [];
  for (const event of events) {
    if (event.seq !== expected) break;
    run.push(event);
    expected += 1;
  }
  return run;
}
