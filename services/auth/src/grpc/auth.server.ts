import { AppError } from '@chowk/contracts/errors';
import { grpcMethod, type GrpcImplementation } from '@chowk/contracts/grpc';
import { z } from 'zod';
import { isActive } from '../sessions/domain/session.ts';
import type { Sessions } from '../sessions/ports.ts';
import type { PublicJwk } from '../tokens/domain/key-ring.ts';
import { maskPhone, parsePhone, type PhoneRules } from '../users/domain/phone.ts';
import { displayName, effectivePlan, type User } from '../users/domain/user.ts';
import type { Users } from '../users/ports.ts';

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
export const authServer = (ports: {
  users: Users;
  sessions: Sessions;
  phones: PhoneRules;
  published: () => PublicJwk[];
}): GrpcImplementation<'auth'> => ({
  GetUsers: grpcMethod({
    callers: ['orders', 'nfc-qr', 'catalog', 'notify'],
    schema: idsSchema,
    async handle({ ids }) {
      const now = new Date();
      return { users: (await ports.users.byIds(ids)).map((user) => grpcUser(user, now)) };
    },
  }),
  GetContacts: grpcMethod({
    callers: ['notify'],
    schema: idsSchema,
    async handle({ ids }) {
      return { contacts: (await ports.users.byIds(ids)).map(grpcContact) };
    },
  }),
  FindUserByPhone: grpcMethod({
    callers: ['wallet'],
    schema: z.object({ phone: z.string().min(1).max(40) }),
    async handle({ phone }) {
      const user = await ports.users.byPhone(parsePhone(phone, ports.phones, 'phone'));
      if (!user) throw new AppError('USER_NOT_FOUND');
      return { userId: user.id };
    },
  }),
  VerifySession: grpcMethod({
    callers: ['gateway', 'notify'],
    schema: z.object({ sessionId: z.string().min(1).max(64) }),
    async handle({ sessionId }) {
      const session = await ports.sessions.byId(sessionId);
      const active = session !== undefined && isActive(session, new Date());
      return { active, userId: session?.userId ?? '' };
    },
  }),
  GetJwks: grpcMethod({
    callers: ['gateway', 'notify'],
    schema: z.object({}),
    async handle() {
      return { jwksJson: JSON.stringify({ keys: ports.published() }) };
    },
  }),
});
