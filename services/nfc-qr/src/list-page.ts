import { page, type CursorCodec, type Reply } from '@chowk/runtime/http';
import type { After } from './cars/ports.ts';

/**
 * Answers one page of a list that is ordered by time, newest first. Asks for one item more than the page
 * holds, to know whether there is another page.
 * @throws AppError INVALID_CURSOR
 */
export async function listPage<Item extends { id: string }>(list: {
  cursors: CursorCodec;
  query: { limit: number; cursor?: string | undefined };
  find: (limit: number, after: After | undefined) => Promise<Item[]>;
  timeOf: (item: Item) => Date;
  show: (item: Item) => unknown;
}): Promise<Reply> {
  const { cursors, query, find, timeOf, show } = list;
  const [at, id] = query.cursor === undefined ? [] : cursors.decode(query.cursor);
  const found = await find(query.limit + 1, id === undefined ? undefined : { at: Number(at), id });
  const last = found[query.limit - 1];
  const more = found.length > query.limit && last !== undefined;
  const items = found.slice(0, query.limit).map(show);
  return page(items, more ? cursors.encode([timeOf(last).getTime(), last.id]) : null);
}
