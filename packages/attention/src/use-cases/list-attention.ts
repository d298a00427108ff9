import { mergeKinds, positionAmong, type KindEntry } from '../domain/order.ts';
import type { AttentionPosition, AttentionSource } from '../ports.ts';

/** Stuck work of a service over all kinds. */
export interface ListAttention {
  /** Longest waiting first, after a position; of one kind where it is given. */
  list(query: {
    limit: number;
    after?: AttentionPosition | undefined;
    kind?: string | undefined;
  }): Promise<KindEntry[]>;
  /** How many of each kind; kinds without any are left out. */
  count(): Promise<Record<string, number>>;
}

export const createListAttention = ({ sources }: { sources: readonly AttentionSource[] }): ListAttention => ({
  async list({ limit, after, kind }) {
    const asked = sources.filter((source) => kind === undefined || source.kind === kind);
    const lists = await Promise.all(
      asked.map(async (source) => {
        const found = await source.list({ limit, after: positionAmong(source.kind, after) });
        return found.map((entry) => ({
          ...entry,
          kind: source.kind,
          itemId: `${source.kind}:${entry.id}`,
        }));
      }),
    );
    return mergeKinds(lists, limit);
  },

  async count() {
    const counts = await Promise.all(sources.map(async ({ kind, count }) => [kind, await count()] as const));
    return Object.fromEntries(counts.filter(([, count]) => count > 0));
  },
});
