import { newId } from '@chowk/runtime/ids';
import type { Connection } from 'mongoose';
import type { StreamEvent } from '../domain/stream-event.ts';
import { keysBetween, seqOfKey, streamKey } from '../domain/stream-key.ts';
import type { StreamReader, StreamRepository } from '../ports.ts';
import { createStreamHeads } from './stream-heads.ts';
import {
  streamEventModel,
  streamModel,
  type StreamDocument,
  type StreamEventDocument,
} from './stream.model.ts';

const CHUNK = 500;

/** @param keepSeconds how long events are kept for replay */
export function createStreamRepository(connection: Connection, keepSeconds: number): StreamRepository {
  // The plain driver: mongoose would validate what has been typed, for a fifth of the time that it takes.
  const streams = connection.collection<StreamDocument>(streamModel(connection).collection.collectionName);
  const streamEvents = connection.collection<StreamEventDocument>(
    streamEventModel(connection).collection.collectionName,
  );
  const advanceHeads = createStreamHeads(streams);

  const read: StreamReader['read'] = async (userId, after, limit) => {
    const rows = await streamEvents
      .find({ _id: keysBetween(userId, after) })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
    return rows.map((row) => toEvent(userId, row));
  };

  return {
    read,

    async append(tx, additions, at) {
      const firsts = await advanceHeads(tx, additions);
      const expiresAt = new Date(at.getTime() + keepSeconds * 1000);
      const rows = additions.flatMap(({ userId, events }) =>
        events.map(({ name, data, traceparent, requestId }, index): StreamEventDocument => ({
          _id: streamKey(userId, firsts.get(userId)! + index),
          eventId: newId('sev'),
          name,
          data,
          at,
          expiresAt,
          ...(traceparent !== undefined && { traceparent }),
          ...(requestId !== undefined && { requestId }),
        })),
      );
      await streamEvents.insertMany(rows, { session: tx.session });
      return firsts;
    },

    async count(userId) {
      const stream = await streams.findOne({ _id: userId }, { projection: { unread: 1 } });
      return stream?.unread ?? 0;
    },

    async subtract(tx, userId, lines) {
      if (lines === 0) return;
      await streams.updateOne({ _id: userId }, { $inc: { unread: -lines } }, { session: tx.session });
    },

    async lastSeq(userId) {
      const stream = await streams.findOne({ _id: userId });
      return stream?.lastSeq ?? 0;
    },

    async lastSeqs(userIds) {
      const found = new Map<string, number>();
      for (let start = 0; start < userIds.length; start += CHUNK) {
        const rows = await streams.find({ _id: { $in: userIds.slice(start, start + CHUNK) } }).toArray();
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
