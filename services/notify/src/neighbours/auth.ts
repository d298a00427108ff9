import type { GrpcClient } from '@chowk/contracts/grpc';

/** What notify asks of auth. Calls throw AppError UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT. */
export interface AuthClient {
  /** The public keys of access tokens, a JWK set as JSON. */
  fetchJwks(): Promise<string>;
}

export const createAuthClient = (client: GrpcClient<'auth'>): AuthClient => ({
  fetchJwks: async () => (await client.getJwks({})).jwksJson,
});
