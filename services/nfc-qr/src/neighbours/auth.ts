import { AppError } from '@chowk/contracts/errors';
import type { GrpcClient } from '@chowk/contracts/grpc';
import type { Owner } from '../scans/domain/disclosure.ts';

/** What nfc-qr asks of auth. */
export interface AuthClient {
  /** @throws AppError UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT; USER_NOT_FOUND when auth does not know the owner */
  getOwner(userId: string): Promise<Owner>;
}

export const createAuthClient = (client: GrpcClient<'auth'>): AuthClient => ({
  async getOwner(userId) {
    const { users } = await client.getUsers({ ids: [userId] });
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
