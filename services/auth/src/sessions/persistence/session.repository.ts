import type { Connection } from 'mongoose';
import type { RefreshToken, Session } from '../domain/session.ts';
import type { EndedSession, Sessions } from '../ports.ts';
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

const toToken = ({ _id, ...fields }: RefreshTokenDocument): RefreshToken => ({ hash: _id, ...fields });
const fromToken = ({ hash, ...fields }: RefreshToken): RefreshTokenDocument => ({ _id: hash, ...fields });

const toEnded = (document: SessionDocument): EndedSession => ({
  sessionId: document._id,
  userId: document.userId,
  revokedAt: document.revokedAt!,
});

export function createSessions(connection: Connection): Sessions {
  const sessions = sessionModel(connection);
  const tokens = refreshTokenModel(connection);
  const active = (now: Date) => ({ revokedAt: { $exists: false }, expiresAt: { $gt: now } });
  return {
    async insert({ id, ...fields }, firstToken, { session }) {
      await sessions.create([{ _id: id, ...fields }], { session });
      await tokens.create([fromToken(firstToken)], { session });
    },
    async byId(id) {
      const found = await sessions.findOne({ _id: id }).lean();
      return found ? toSession(found as SessionDocument) : undefined;
    },
    async token(hash) {
      const found = await tokens.findOne({ _id: hash }).lean();
      return found ? toToken(found as RefreshTokenDocument) : undefined;
    },
    async touch(id, now, expiresAt, { session }) {
      const touched = await sessions.updateOne(
        { _id: id, ...active(now) },
        { $set: { lastUsedAt: now, expiresAt } },
        { session },
      );
      return touched.matchedCount === 1;
    },
    async replaceLeaf(token, successor, sealedSuccessor, now, { session }) {
      const claimed = await tokens.updateOne(
        { _id: token.hash, rotatedAt: { $exists: false } },
        { $set: { rotatedAt: now, successorHash: successor.hash, sealedSuccessor } },
        { session },
      );
      if (claimed.modifiedCount === 0) return false;
      await tokens.create([fromToken(successor)], { session });
      return true;
    },
    async activeOf(userId, now, { after, limit }) {
      const found = await sessions
        .find({ userId, ...active(now), ...(after !== undefined && { _id: { $lt: after } }) })
        .sort({ _id: -1 })
        .limit(limit)
        .lean();
      return found.map((document) => toSession(document as SessionDocument));
    },
    async end({ userId, sessionId }, reason, now, { session }) {
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
    async unannounced(limit) {
      const found = await sessions.find({ unannounced: true }).sort({ _id: 1 }).limit(limit).lean();
      return found.map((document) => toEnded(document as SessionDocument));
    },
    async markAnnounced(sessionIds) {
      await sessions.updateMany({ _id: { $in: [...sessionIds] } }, { $unset: { unannounced: 1 } });
    },
    async *endedSince(moment) {
      for await (const document of sessions
        .find({ revokedAt: { $gt: moment } })
        .lean()
        .cursor()) {
        yield toEnded(document as SessionDocument);
      }
    },
  };
}
