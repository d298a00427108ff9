import { after as afterPosition } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import type { EndedSession, RefreshToken, Session } from '../domain/session.ts';
import type { SessionRepository } from '../ports.ts';
import {
  refreshTokenModel,
  sessionModel,
  type RefreshTokenDocument,
  type SessionDocument,
} from './session.model.ts';

function toSession(document: SessionDocument): Session {
  const { _id, revokedReason: _reason, unannounced: _unannounced, ...fields } = document;
  return { id: _id, ...fields };
}

const toToken = ({ _id, sealedSuccessor, ...fields }: RefreshTokenDocument): RefreshToken => ({
  hash: _id,
  ...fields,
  ...(sealedSuccessor !== undefined && { encryptedSuccessor: sealedSuccessor }),
});

/** A token that was not used yet. */
const fromLeaf = ({ hash, sessionId, expiresAt }: RefreshToken): RefreshTokenDocument => ({
  _id: hash,
  sessionId,
  expiresAt,
});

const toEnded = (document: SessionDocument): EndedSession => ({
  sessionId: document._id,
  userId: document.userId,
  revokedAt: document.revokedAt!,
});

/** Ids are ULIDs: the id alone sorts by time. */
const NEWEST = { _id: -1 } as const;

const active = (now: Date) => ({ revokedAt: { $exists: false }, expiresAt: { $gt: now } });

export function createSessionRepository(connection: Connection): SessionRepository {
  const sessions = sessionModel(connection);
  const tokens = refreshTokenModel(connection);
  return {
    async insert({ id, ...fields }, firstToken, { session }) {
      await sessions.create([{ _id: id, ...fields }], { session });
      await tokens.create([fromLeaf(firstToken)], { session });
    },

    async find(id) {
      const found = await sessions.findOne({ _id: id }).lean<SessionDocument>();
      return found ? toSession(found) : undefined;
    },

    async findToken(hash) {
      const found = await tokens.findOne({ _id: hash }).lean<RefreshTokenDocument>();
      return found ? toToken(found) : undefined;
    },

    async touch(id, now, expiresAt, { session }) {
      const touched = await sessions.updateOne(
        { _id: id, ...active(now) },
        { $set: { lastUsedAt: now, expiresAt } },
        { session },
      );
      return touched.matchedCount === 1;
    },

    async replaceLeaf(token, successor, encryptedSuccessor, now, { session }) {
      const claimed = await tokens.updateOne(
        { _id: token.hash, rotatedAt: { $exists: false } },
        {
          $set: { rotatedAt: now, successorHash: successor.hash, sealedSuccessor: encryptedSuccessor },
        },
        { session },
      );
      if (claimed.modifiedCount === 0) return false;
      await tokens.create([fromLeaf(successor)], { session });
      return true;
    },

    async listActive(userId, now, { after, limit }) {
      const found = await sessions
        .find({ userId, ...active(now), ...afterPosition(NEWEST, after === undefined ? after : [after]) })
        .sort(NEWEST)
        .limit(limit)
        .lean<SessionDocument[]>();
      return found.map(toSession);
    },

    async revoke({ userId, sessionId }, reason, now, { session }) {
      const filter = { userId, ...(sessionId !== undefined && { _id: sessionId }), ...active(now) };
      const found = await sessions.find(filter, { _id: 1 }, { session }).lean();
      const ids = found.map(({ _id }) => _id);
      await sessions.updateMany(
        { _id: { $in: ids }, ...active(now) },
        { $set: { revokedAt: now, revokedReason: reason, unannounced: true } },
        { session },
      );
      return ids.map((id) => ({ sessionId: id, userId, revokedAt: now }));
    },

    async findUnpublished(limit) {
      const found = await sessions
        .find({ unannounced: true })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<SessionDocument[]>();
      return found.map(toEnded);
    },

    async markPublished(sessionIds) {
      await sessions.updateMany({ _id: { $in: [...sessionIds] } }, { $unset: { unannounced: 1 } });
    },

    async *revokedSince(moment) {
      const found = sessions.find({ revokedAt: { $gt: moment } }).lean<SessionDocument[]>();
      for await (const document of found.cursor()) yield toEnded(document as SessionDocument);
    },
  };
}
