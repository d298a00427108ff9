import type { Tokens } from '../use-cases/start-session.ts';

export const tokensView = ({ accessToken, refreshToken, expiresIn }: Tokens) => ({
  accessToken,
  refreshToken,
  expiresIn,
});
