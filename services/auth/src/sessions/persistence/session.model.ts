import { defineModel, documentSchema, instant, text } from '@chowk/runtime/mongo';
import type { EndReason, RefreshToken, Session } from '../domain/session.ts';

// `unannounced` and `sealedSuccessor` are words of the first release: replicas of two releases share the rows.

export type SessionDocument = Omit<Session, 'id'> & {
  _id: string;
  revokedReason?: EndReason;
  /** Set while the end has not reached Redis. */
  unannounced?: true;
};
export type RefreshTokenDocument = Omit<RefreshToken, 'hash' | 'encryptedSuccessor'> & {
  _id: string;
  sealedSuccessor?: string;
};

const KEEP_ENDED_SECONDS = 7 * 24 * 3600;

const sessionSchema = documentSchema<SessionDocument>('sessions', {
  _id: String,
  userId: text,
  device: String,
  createdAt: instant,
  lastUsedAt: instant,
  expiresAt: instant,
  revokedAt: Date,
  revokedReason: String,
  unannounced: Boolean,
});
sessionSchema.index({ userId: 1, _id: -1 });
sessionSchema.index({ unannounced: 1 }, { sparse: true });
sessionSchema.index({ revokedAt: 1 }, { sparse: true });
sessionSchema.index({ expiresAt: 1 }, { expireAfterSeconds: KEEP_ENDED_SECONDS });

const refreshTokenSchema = documentSchema<RefreshTokenDocument>('refresh_tokens', {
  _id: String,
  sessionId: text,
  expiresAt: instant,
  rotatedAt: Date,
  successorHash: String,
  sealedSuccessor: String,
});
refreshTokenSchema.index({ sessionId: 1 });
refreshTokenSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const sessionModel = defineModel('Session', sessionSchema);
export const refreshTokenModel = defineModel('RefreshToken', refreshTokenSchema);
