import { z } from 'zod';
import { tokensSchema, tokensView } from '../../sessions/domain/tokens.view.ts';
import type { SignedIn } from '../../sessions/sessions.ts';
import { userSchema, userView } from '../../users/domain/user.view.ts';

export const otpSentSchema = z
  .object({
    sessionId: z.string().describe('To be sent back with the code.'),
    expiresIn: z.int().describe('Seconds that the code lives.'),
    retryAfter: z.int().describe('Seconds until another code may be asked for.'),
  })
  .meta({ id: 'OtpSent', description: 'A code is on its way.' });

export const signedInSchema = z
  .object({
    user: userSchema,
    ...tokensSchema.shape,
    isNewUser: z.boolean().describe('Whether this sign-in made the account.'),
  })
  .meta({ id: 'SignedIn', description: 'Who has signed in, and what to act with from now on.' });

export const signedInView = (
  { user, tokens, isNewUser }: SignedIn,
  now: Date,
): z.output<typeof signedInSchema> => ({ user: userView(user, now), ...tokensView(tokens), isNewUser });
