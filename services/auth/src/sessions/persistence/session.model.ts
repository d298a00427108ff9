import { Schema, type Connection } from 'mongoose';
import type { EndReason, RefreshToken, Session } from '../domain/session.ts';

export type SessionDocument = Omit<Session, 'id'> & {
  _id: string;
  revokedReason?: EndReason;
  /** Set while the end has not reached Redis. */
  unannounced?: true;
};
export type RefreshTokenDocument = Omit<RefreshToken, 'hash'> & { _id: string };

const KEEP_ENDED_S = 7 * 24 * 3600;

const sessionSchema = new Schema<SessionDocument>(
  {
    _id: String,
    userId: { type: String, required: true },
    device: String,
    createdAt: { type: Date, required: true },
    lastUsedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    revokedAt: Date,
    revokedReason: String,
    unannounced: Boolean,
  },
  { versionKey: false },
);
sessionSchema.index({ userId: 1, _id: -1 });
sessionSchema.index({ unannounced: 1 }, { sparse: true });
sessionSchema.index({ revokedAt: 1 }, { sparse: true });
sessionSchema.index({ expiresAt: 1 }, { expireAfterSeconds: KEEP_ENDED_S });

const refreshTokenSchema = new Schema<RefreshTokenDocument>(
  {
    _id: String,
    sessionId: { type: String, required: true },
    expiresAt: { type: Date, required: true },
    rotatedAt: Date,
    successorHash: String,
    sealedSuccessor: String,
  },
  { versionKey: false },
);
refreshTokenSchema.index({ sessionId: 1 });
refreshTokenSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const sessionModel = (connection: Connection) =>
  connection.model<SessionDocument>('Session', sessionSchema, 'sessions');
export const refreshTokenModel = (connection: Connection) =>
  connection.model<RefreshTokenDocument>('RefreshToken', refreshTokenSchema, 'refresh_tokens');
