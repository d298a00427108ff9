import { AppError } from '@chowk/contracts/errors';
import type { GrpcClient } from '@chowk/contracts/grpc';
import type { Owners } from '../cars/ports.ts';

/** Asks auth for owners, each time anew: a plan that has just ended must not be served from a cache. */
export const ownersOfAuth = (auth: Pick<GrpcClient<'auth'>, 'getUsers'>): Owners => ({
  async get(userId) {
    const { users } = await auth.getUsers({ ids: [userId] });
    const user = users.find(({ id }) => id === userId);
    if (!user) throw new AppError('USER_NOT_FOUND');
    const agreed = user.sharePhone && user.phone !== '';
    return {
      name: user.name,
      phone: agreed ? user.phone : user.maskedPhone,
      plan: user.plan === 'premium' ? 'premium' : 'basic',
      planExpiresAt: user.planExpiresAt === '' ? undefined : new Date(user.planExpiresAt),
    };
  },
});
