import type { AttentionItem } from '@chowk/attention/contract';

/** What a service answered: its next items after the position it was asked from. */
export interface ServicePage {
  service: string;
  items: readonly AttentionItem[];
  /** Whether it has more behind them. */
  more: boolean;
}

/** Where each service goes on, by its own signed cursor; one that is not named begins at its start. */
export type Positions = Readonly<Record<string, string>>;

/**
 * One page over the pages of all services, longest waiting first. Each service gave up to `limit` items, so the
 * first `limit` of all of them are the first there are. Every service goes on after the last item that was taken
 * of it: what did not fit, and what an absent service has, comes on a later page. `next` is undefined when those
 * that answered have nothing more.
 */
export function mergePages(
  pages: readonly ServicePage[],
  limit: number,
  before: Positions,
): { items: AttentionItem[]; next: Positions | undefined } {
  const all = pages.flatMap(({ items }) => items).sort(byWaiting);
  const items = all.slice(0, limit);
  const next = { ...before };
  for (const { service, cursor } of items) next[service] = cursor;
  const more = all.length > limit || pages.some((page) => page.more);
  return { items, next: more ? next : undefined };
}

/** As each service sorts its own, by instant and id; instants are written alike, so they compare as texts. */
function byWaiting(a: AttentionItem, b: AttentionItem): number {
  return compare(a.since, b.since) || compare(a.id, b.id) || compare(a.service, b.service);
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
