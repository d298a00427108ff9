import { newId } from '@chowk/runtime/ids';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import { mongo, type Connection } from 'mongoose';
import type { StreamEvent } from '../domain/stream-event.ts';
import type { StreamReader, StreamRepository } from '../ports.ts';
import {
  seqOfKey,
  streamEventKey,
  streamEventModel,
  streamModel,
  type StreamEventDocument,
} from './stream.model.ts';

const CHUNK = 500;

/** @param keepSeconds how long events are kept for replay */
export function createStreamRepository(connection: Connection, keepSeconds: number): StreamRepository {
  const streams = streamModel(connection);
  const streamEvents = streamEventModel(connection);

  const read: StreamReader['read'] = async (userId, after, limit) => {
    const rows = await streamEvents
      .find({
        _id: { $gt: streamEventKey(userId, after), $lte: streamEventKey(userId, Number.MAX_SAFE_INTEGER) },
      })
      .sort({ _id: 1 })
      .limit(limit)
      .lean<StreamEventDocument[]>();
    return rows.map((row) => toEvent(userId, row));
  };

  return {
    read,

    async reserve(tx, userId, count) {
      try {
        const stream = await streams.findOneAndUpdate(
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
    },

    async store(tx, userId, firstSeq, events, at) {
      const rows = events.map(({ name, data, traceparent, requestId }, index): StreamEventDocument => ({
        _id: streamEventKey(userId, firstSeq + index),
        eventId: newId('sev'),
        name,
        data,
        at,
        expiresAt: new Date(at.getTime() + keepSeconds * 1000),
        ...(traceparent !== undefined && { traceparent }),
        ...(requestId !== undefined && { requestId }),
      }));
      await streamEvents.insertMany(rows, { session: tx.session });
    },

    async lastSeq(userId) {
      const stream = await streams.findById(userId).lean();
      return stream?.lastSeq ?? 0;
    },

    async lastSeqs(userIds) {
      const found = new Map<string, number>();
      for (let start = 0; start < userIds.length; start += CHUNK) {
        const rows = await streams.find({ _id: { $in: userIds.slice(start, start + CHUNK) } }).lean();
        for (const { _id, lastSeq } of rows) found.set(_id, lastSeq);
      }
      return found;
    },

    async firstSeq(userId) {
      const [oldest] = await read(userId, 0, 1);
      return oldest?.seq;
    },
  };
}

const toEvent = (userId: string, row: StreamEventDocument): StreamEvent =>
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
