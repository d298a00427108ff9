import type { UserIdentity } from '@chowk/runtime/identity';
import type { ServicePage } from './domain/merge-pages.ts';

/** A page of one service, and how many of each kind it has. */
export type ServiceAttention = ServicePage & { counts: Readonly<Record<string, number>> };

/** Asks one service for its stuck work, on behalf of an admin. */
export interface AttentionUpstream {
  readonly service: string;
  /**
   * @throws AppError INVALID_CURSOR; any other error means that the service cannot say
   */
  list(query: {
    user: UserIdentity;
    limit: number;
    cursor: string | undefined;
    kind: string | undefined;
  }): Promise<ServiceAttention>;
}
