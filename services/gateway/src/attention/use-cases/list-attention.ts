import { isAppError } from '@chowk/contracts/errors';
import type { UserIdentity } from '@chowk/runtime/identity';
import type { Logger } from '@chowk/runtime/log';
import { mergePages, type Positions } from '../domain/merge-pages.ts';
import type { AttentionUpstream } from '../ports.ts';

/**
 * Stuck work of all services, longest waiting first. All are asked side by side; those that do not answer in
 * their time are named, and the others are shown.
 * @throws AppError INVALID_CURSOR
 */
export type ListAttention = (query: {
  user: UserIdentity;
  limit: number;
  after: Positions;
  kind: string | undefined;
}) => Promise<ReturnType<typeof mergePages> & { counts: Record<string, number>; unavailable: string[] }>;

export const createListAttention =
  ({ upstreams, logger }: { upstreams: readonly AttentionUpstream[]; logger: Logger }): ListAttention =>
  async ({ user, limit, after, kind }) => {
    const unavailable: string[] = [];
    const asked = upstreams.map(async (upstream) => {
      const { service } = upstream;
      try {
        return [await upstream.list({ user, limit, cursor: after[service], kind })];
      } catch (err) {
        if (isAppError(err, 'INVALID_CURSOR')) throw err;
        logger.warn({ err, service }, 'a service did not say what needs attention');
        unavailable.push(service);
        return [];
      }
    });
    const pages = (await Promise.all(asked)).flat();
    const counts: Record<string, number> = {};
    for (const page of pages)
      for (const [name, count] of Object.entries(page.counts)) counts[name] = (counts[name] ?? 0) + count;
    return { ...mergePages(pages, limit, after), counts, unavailable: unavailable.sort() };
  };
