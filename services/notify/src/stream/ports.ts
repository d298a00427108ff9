import type { Tx } from '@chowk/messaging';
import type { NewStreamEvent, Origin, StreamEvent } from './domain/stream-event.ts';

/** Reads people's streams. */
export interface StreamReader {
  /** Events after a position, in order. */
  read(userId: string, after: number, limit: number): Promise<StreamEvent[]>;
  /** The newest seq; 0 when nothing was ever told. */
  lastSeq(userId: string): Promise<number>;
  /** The newest seq of each; people without a stream are left out. */
  lastSeqs(userIds: readonly string[]): Promise<Map<string, number>>;
  /** The oldest seq that is still kept; undefined when none is. */
  firstSeq(userId: string): Promise<number | undefined>;
}

/** The writing side of people's streams, inside the transaction of the cause. */
export interface StreamWriter {
  /** Reserves the next numbers of a person's stream; they are void when the transaction is. Returns the first. */
  reserve(tx: Tx, userId: string, count: number): Promise<number>;
  /** Stores events under reserved numbers, in order. */
  store(
    tx: Tx,
    userId: string,
    firstSeq: number,
    events: ReadonlyArray<NewStreamEvent & Origin>,
    at: Date,
  ): Promise<void>;
}

/** People's event streams: append-only, numbered without a gap per person. */
export type StreamRepository = StreamReader & StreamWriter;

/** One socket as the stream sees it. */
export interface StreamSink {
  /** Sends one event; `acknowledged` is called when the client has it. */
  send(event: StreamEvent, acknowledged: () => void): void;
  /** Tells that events after the client's position are no longer kept. */
  resync(position: { firstSeq?: number; lastSeq: number }): void;
}
