import { z } from 'zod';
import type { Tokens } from './session.ts';

// In domain/ and not in http/: signing in by code answers with tokens as well.

export const tokensSchema = z.object({
  token: z.string().describe('The access token, under the name that the first app knows it by.'),
  accessToken: z.string().describe('A JWT for `Authorization: Bearer`.'),
  refreshToken: z.string().describe('Opaque; each use gives the next one.'),
  expiresIn: z.int().describe('Seconds that the access token lives.'),
});

export const tokensView = ({
  accessToken,
  refreshToken,
  expiresIn,
}: Tokens): z.output<typeof tokensSchema> => ({
  token: accessToken,
  accessToken,
  refreshToken,
  expiresIn,
});
