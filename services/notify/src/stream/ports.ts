import type { StreamEvent } from './domain/stream-event.ts';

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

/** Tells all replicas that a person's stream has grown. Best effort: a lost signal costs a few seconds. */
export interface Signals {
  raise(userId: string, seq: number): void;
}

/** One socket as the stream sees it. */
export interface Outlet {
  /** Sends one event; `acknowledged` is called when the client has it. */
  send(event: StreamEvent, acknowledged: () => void): void;
  /** Tells that events after the client's position are no longer kept. */
  resync(position: { firstSeq?: number; lastSeq: number }): void;
}
