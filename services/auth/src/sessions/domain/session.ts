/** Why a session ended before its time; the words of the event sessionRevoked. */
export type EndReason = 'logout' | 'refresh_token_reused' | 'role_removed' | 'user_blocked';

/** One sign-in on one device: the family of its refresh tokens. */
export interface Session {
  id: string;
  userId: string;
  /** User-Agent of the sign-in, shortened. */
  device?: string;
  createdAt: Date;
  lastUsedAt: Date;
  /** Moves on with each refresh. */
  expiresAt: Date;
  revokedAt?: Date;
}

/** One refresh token. The token itself is kept nowhere. */
export interface RefreshToken {
  /** SHA-256 of the token */
  hash: string;
  sessionId: string;
  expiresAt: Date;
  /** Once set the token is no leaf any more. */
  rotatedAt?: Date;
  successorHash?: string;
  /** The successor, encrypted so that only who has this token itself can read it. */
  encryptedSuccessor?: string;
}

/** A session that ended, as those who hold access tokens of it must learn. */
export interface EndedSession {
  sessionId: string;
  userId: string;
  revokedAt: Date;
}

/** What a client gets to act with. */
export interface Tokens {
  accessToken: string;
  refreshToken: string;
  /** seconds that the access token lives */
  expiresIn: number;
}

export const isActive = (session: Session, now: Date): boolean =>
  session.revokedAt === undefined && session.expiresAt > now;

/**
 * What presenting a refresh token means. `replay`: it was used a moment ago, by a second tab or by a client
 * that missed the answer, and gets the same successor. `reused`: two parties hold it, one of them a thief.
 */
export function judgeRefresh(
  token: RefreshToken,
  now: Date,
  graceMs: number,
): 'leaf' | 'replay' | 'reused' | 'expired' {
  if (token.expiresAt <= now) return 'expired';
  if (token.rotatedAt === undefined) return 'leaf';
  return now.getTime() - token.rotatedAt.getTime() <= graceMs ? 'replay' : 'reused';
}
