import type { CursorCodec } from './cursor.ts';

/** Where a page ends: the value sorted by, and the id that breaks ties. A list by id alone gives `''` as the first. */
export type CursorPosition = Parameters<CursorCodec['encode']>[0];

interface ListRequest<Item, View> {
  cursors: CursorCodec;
  /** `?limit=&cursor=`, parsed */
  query: { limit: number; cursor?: string | undefined };
  /** At most `limit` items after the position, in the order of the list; from its start when there is none. */
  find(position: CursorPosition | undefined, limit: number): Promise<readonly Item[]>;
  keyOf(item: Item): CursorPosition;
  view(item: Item): View;
  /**
   * For lists that can only be filtered after reading, such as by what is in stock: leaves items out, and
   * `find` is asked again, up to `maxReads` times (10), so that a page may come short but never slow.
   */
  accepts?(item: Item): boolean;
  maxReads?: number;
}

/**
 * One page of a list, and the cursor of the next one; null on the last. It reads one item more than the page
 * holds, to know whether there is another page.
 * @throws AppError INVALID_CURSOR
 */
export async function paginate<Item, View>({
  cursors,
  query: { limit, cursor },
  find,
  keyOf,
  view,
  accepts = () => true,
  maxReads = 10,
}: ListRequest<Item, View>): Promise<{ items: View[]; nextCursor: string | null }> {
  let position = cursor === undefined ? undefined : cursors.decode(cursor);
  const items: View[] = [];
  for (let read = 0; read < maxReads; read++) {
    const found = await find(position, limit + 1);
    for (const item of found.slice(0, limit)) {
      if (items.length === limit) return { items, nextCursor: cursors.encode(position!) };
      position = keyOf(item);
      if (accepts(item)) items.push(view(item));
    }
    if (found.length <= limit) return { items, nextCursor: null };
    if (items.length === limit) break;
  }
  return { items, nextCursor: cursors.encode(position!) };
}
