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

/** What is added to one person's stream, in order. */
export interface StreamAddition {
  userId: string;
  events: ReadonlyArray<NewStreamEvent & Origin>;
}

/** The writing side of people's streams, inside the transaction of the cause. */
export interface StreamWriter {
  /**
   * Adds to the streams of people, each named once, under the next numbers of each; they are void when the
   * transaction is. Every `new_notification` counts as unread. Returns each one's first number.
   */
  append(tx: Tx, additions: readonly StreamAddition[], at: Date): Promise<Map<string, number>>;
}

/**
 * How many lines of a person's inbox are unread: kept with the head of the stream, so that new ones cost no
 * command of their own. Whoever reads or removes lines takes them off in the same transaction.
 */
export interface UnreadCounter {
  count(userId: string): Promise<number>;
  /** So many are unread no more. */
  subtract(tx: Tx, userId: string, lines: number): Promise<void>;
}

/** People's event streams: append-only, numbered without a gap per person. */
export type StreamRepository = StreamReader & StreamWriter & UnreadCounter;

/** One socket as the stream sees it. */
export interface StreamSink {
  /** Sends one event; `acknowledged` is called when the client has it. */
  send(event: StreamEvent, acknowledged: () => void): void;
  /** Tells that events after the client's position are no longer kept. */
  resync(position: { firstSeq?: number; lastSeq: number }): void;
}
