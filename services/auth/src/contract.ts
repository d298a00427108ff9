import { attentionContract } from '@chowk/attention/contract';
import type { ServiceContract } from '@chowk/runtime/http';
import { adminUsersContract } from './admin/http/admin-users.routes.ts';
import { otpContract } from './otp/http/otp.routes.ts';
import { sessionsContract } from './sessions/http/sessions.routes.ts';
import { tokensContract } from './tokens/http/jwks.routes.ts';
import { profileContract } from './users/http/profile.routes.ts';

/** All that auth serves over HTTP. */
export const contract = {
  service: 'auth',
  title: 'Auth',
  capabilities: {
    otp: otpContract,
    sessions: sessionsContract,
    users: profileContract,
    admin: adminUsersContract,
    tokens: tokensContract,
    attention: attentionContract('auth'),
  },
} as const satisfies ServiceContract;
