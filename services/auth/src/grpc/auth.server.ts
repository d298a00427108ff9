import { grpcMethod, type GrpcImplementation } from '@chowk/contracts/grpc';
import type { Clock } from '@chowk/runtime/lifecycle';
import { z } from 'zod';
import type { SessionsApi } from '../sessions/sessions.ts';
import type { TokensApi } from '../tokens/tokens.ts';
import { maskPhone } from '../users/domain/phone.ts';
import { displayName, effectivePlan, type User } from '../users/domain/user.ts';
import type { UsersApi } from '../users/users.ts';

const MAX_IDS = 500;
const idsSchema = z.object({ ids: z.array(z.string().min(1).max(64)).max(MAX_IDS) });

function grpcUser(user: User, now: Date) {
  const plan = effectivePlan(user, now);
  return {
    id: user.id,
    name: displayName(user.profile),
    roles: user.roles,
    plan,
    planExpiresAt: plan === 'premium' ? (user.planExpiresAt?.toISOString() ?? '') : '',
    maskedPhone: maskPhone(user.phone),
    sharePhone: user.sharePhone,
    // Crosses only with the owner's consent; everybody else works with the masked one.
    phone: user.sharePhone ? user.phone : '',
  };
}

const grpcContact = (user: User) => ({
  userId: user.id,
  phone: user.phone,
  email: user.profile.email ?? '',
  language: user.language,
});

/** proto/chowk/auth/v1/auth.proto */
export const authServer = (deps: {
  users: UsersApi;
  sessions: SessionsApi;
  tokens: TokensApi;
  clock: Clock;
}): GrpcImplementation<'auth'> => ({
  GetUsers: grpcMethod({
    callers: ['orders', 'nfc-qr', 'catalog', 'notify'],
    schema: idsSchema,
    async handle({ ids }) {
      const now = deps.clock();
      return { users: (await deps.users.findMany(ids)).map((user) => grpcUser(user, now)) };
    },
  }),
  GetContacts: grpcMethod({
    callers: ['notify'],
    schema: idsSchema,
    async handle({ ids }) {
      return { contacts: (await deps.users.findMany(ids)).map(grpcContact) };
    },
  }),
  FindUserByPhone: grpcMethod({
    callers: ['wallet'],
    schema: z.object({ phone: z.string().min(1).max(40) }),
    async handle({ phone }) {
      return { userId: (await deps.users.findUserByPhone(phone)).id };
    },
  }),
  VerifySession: grpcMethod({
    callers: ['gateway', 'notify'],
    schema: z.object({ sessionId: z.string().min(1).max(64) }),
    async handle({ sessionId }) {
      const { active, userId = '' } = await deps.sessions.verifySession(sessionId);
      return { active, userId };
    },
  }),
  GetJwks: grpcMethod({
    callers: ['gateway', 'notify'],
    schema: z.object({}),
    async handle() {
      return { jwksJson: JSON.stringify({ keys: deps.tokens.publishedKeys() }) };
    },
  }),
});
