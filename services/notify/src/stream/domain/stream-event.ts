import type { StreamEventData, StreamEventName } from '@chowk/contracts/socket';

/** Something to be told to one person, not yet in the stream. */
export type NewStreamEvent = {
  [Name in StreamEventName]: { name: Name; data: StreamEventData<Name> };
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
