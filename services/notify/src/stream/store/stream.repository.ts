import { newId } from '@chowk/runtime/ids';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { Tx } from '@chowk/messaging';
import { mongo, type Connection } from 'mongoose';
import type { NewStreamEvent, Origin, StreamEvent } from '../domain/stream-event.ts';
import type { StreamReader } from '../ports.ts';
import {
  seqOfKey,
  streamEventKey,
  streamEventModel,
  streamModel,
  type StreamEventRow,
} from './stream.model.ts';

const CHUNK = 500;

/** People's event streams: append-only, numbered without a gap per person. */
export class StreamRepository implements StreamReader {
  readonly #streams: ReturnType<typeof streamModel>;
  readonly #events: ReturnType<typeof streamEventModel>;

  readonly #keepMs: number;

  constructor(connection: Connection, keepSeconds: number) {
    this.#keepMs = keepSeconds * 1000;
    this.#streams = streamModel(connection);
    this.#events = streamEventModel(connection);
  }

  /** Reserves the next numbers of a person's stream; they are void when the transaction is. Returns the first. */
  async reserve(tx: Tx, userId: string, count: number): Promise<number> {
    try {
      const stream = await this.#streams.findOneAndUpdate(
        { _id: userId },
        { $inc: { lastSeq: count } },
        { upsert: true, returnDocument: 'after', session: tx.session, lean: true },
      );
      return stream!.lastSeq - count + 1;
    } catch (error) {
      // Two first events of one person at once: both upserts insert. It is a conflict like any other, but
      // the database does not label it so, and only the label makes the transaction run again.
      if (isDuplicateKey(error) && error instanceof mongo.MongoError)
        error.addErrorLabel(mongo.MongoErrorLabel.TransientTransactionError);
      throw error;
    }
  }

  /** Stores events under reserved numbers, in order. */
  async store(
    tx: Tx,
    userId: string,
    firstSeq: number,
    events: ReadonlyArray<NewStreamEvent & Origin>,
    at: Date,
  ): Promise<void> {
    const rows = events.map(({ name, data, traceparent, requestId }, index): StreamEventRow => ({
      _id: streamEventKey(userId, firstSeq + index),
      eventId: newId('sev'),
      name,
      data,
      at,
      expiresAt: new Date(at.getTime() + this.#keepMs),
      ...(traceparent !== undefined && { traceparent }),
      ...(requestId !== undefined && { requestId }),
    }));
    await this.#events.insertMany(rows, { session: tx.session });
  }

  async read(userId: string, after: number, limit: number): Promise<StreamEvent[]> {
    const rows = await this.#events
      .find({
        _id: { $gt: streamEventKey(userId, after), $lte: streamEventKey(userId, Number.MAX_SAFE_INTEGER) },
      })
      .sort({ _id: 1 })
      .limit(limit)
      .lean();
    return rows.map((row) => toEvent(userId, row));
  }

  async lastSeq(userId: string): Promise<number> {
    const stream = await this.#streams.findById(userId).lean();
    return stream?.lastSeq ?? 0;
  }

  async lastSeqs(userIds: readonly string[]): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    for (let start = 0; start < userIds.length; start += CHUNK) {
      const rows = await this.#streams.find({ _id: { $in: userIds.slice(start, start + CHUNK) } }).lean();
      for (const { _id, lastSeq } of rows) found.set(_id, lastSeq);
    }
    return found;
  }

  async firstSeq(userId: string): Promise<number | undefined> {
    const [oldest] = await this.read(userId, 0, 1);
    return oldest?.seq;
  }
}

const toEvent = (userId: string, row: StreamEventRow): StreamEvent =>
  // `name` and `data` were stored together from one NewStreamEvent.
  ({
    id: row.eventId,
    userId,
    seq: seqOfKey(row._id),
    name: row.name,
    data: row.data,
    at: row.at,
    traceparent: row.traceparent,
    requestId: row.requestId,
  }) as StreamEvent;
