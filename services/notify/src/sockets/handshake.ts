import { AppError, validationDetails } from '@chowk/contracts/errors';
import { signingKeyEntry, type RevocationReader } from '@chowk/revocations';
import type { AccessToken, AccessTokenVerifier } from '@chowk/runtime/identity';
import { z } from 'zod';

const tokenSchema = z.string().min(1).max(4096);
const handshakeSchema = z.strictObject({
  token: tokenSchema,
  /** The last event that the client has; left out: from now on. */
  lastSeq: z.int().nonnegative().optional(),
});
const renewalSchema = z.strictObject({ token: tokenSchema });

/** Decides who a socket belongs to. */
export interface Access {
  /** @throws AppError VALIDATION_FAILED, UNAUTHORIZED, UPSTREAM_UNAVAILABLE */
  enter(auth: unknown): Promise<{ token: AccessToken; lastSeq: number | undefined }>;
  /** A fresh token for an open socket. @throws AppError as `enter`; UNAUTHORIZED for another session's token */
  renew(message: unknown, session: { userId: string; sessionId: string }): Promise<AccessToken>;
}

export function createAccess(
  tokens: AccessTokenVerifier,
  revocations: Pick<RevocationReader, 'revokedAmong'>,
): Access {
  const live = async (text: string): Promise<AccessToken> => {
    const token = await tokens.verify(text);
    const entries = [token.sessionId, signingKeyEntry(token.keyId)];
    const revoked = await revocations.revokedAmong(entries).catch((cause: unknown) => {
      // Without the list a revoked session would come back in by reconnecting.
      throw new AppError('UPSTREAM_UNAVAILABLE', { retryAfter: 1, cause });
    });
    if (revoked.size > 0) throw new AppError('UNAUTHORIZED');
    return token;
  };
  return {
    async enter(auth) {
      const { token, lastSeq } = parsed(handshakeSchema, auth, 'auth');
      return { token: await live(token), lastSeq };
    },
    async renew(message, session) {
      const token = await live(parsed(renewalSchema, message, 'message').token);
      if (token.userId !== session.userId || token.sessionId !== session.sessionId)
        throw new AppError('UNAUTHORIZED');
      return token;
    },
  };
}

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown, prefix: string): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new AppError('VALIDATION_FAILED', {
    details: validationDetails(result.error.issues, prefix),
  });
}
