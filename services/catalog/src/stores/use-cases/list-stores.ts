import { AppError } from '@chowk/contracts/errors';
import { createCursorCodec } from '@chowk/runtime/http';
import { withDescendants } from '../../categories/domain/category-tree.ts';
import type { Categories } from '../../categories/ports.ts';
import type { Store, Stores } from '../ports.ts';

interface PageOf<Item> {
  items: Item[];
  nextCursor: string | null;
}
interface PageRequest {
  limit: number;
  cursor?: string | undefined;
}

export interface BrowseStores {
  /** Active stores by name. `category` also finds those of its subcategories. @throws AppError CATEGORY_NOT_FOUND, INVALID_CURSOR */
  list(
    filter: { city?: string | undefined; category?: string | undefined },
    request: PageRequest,
  ): Promise<PageOf<Store>>;
  /** Active stores by distance in metres. @throws AppError INVALID_CURSOR */
  near(
    point: { lat: number; lng: number },
    radiusMetres: number,
    request: PageRequest,
  ): Promise<PageOf<Store & { distanceMetres: number }>>;
  /** @throws AppError STORE_NOT_FOUND */
  get(id: string): Promise<Store>;
  /** Those that exist, in no order. */
  getMany(ids: readonly string[]): Promise<Store[]>;
}

export function createBrowseStores(deps: {
  stores: Stores;
  categories: Categories;
  cursorSecret: string;
}): BrowseStores {
  const { stores, categories, cursorSecret } = deps;
  const byName = createCursorCodec(cursorSecret, 'stores');
  const byDistance = createCursorCodec(cursorSecret, 'stores-nearby');

  /** One more than asked for was read: it tells whether there is a next page. */
  const pageOf = <Item extends { id: string }>(
    found: Item[],
    limit: number,
    cursorAfter: (last: Item) => string,
  ): PageOf<Item> => {
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? cursorAfter(items.at(-1)!) : null };
  };

  return {
    async list({ city, category }, { limit, cursor }) {
      let categoryIds: string[] | undefined;
      if (category !== undefined) {
        const found = await categories.find(category);
        if (!found) throw new AppError('CATEGORY_NOT_FOUND');
        categoryIds = withDescendants(await categories.tree(), found.id);
      }
      const after = cursor === undefined ? undefined : byName.decode(cursor);
      const found = await stores.list(
        { city, categoryIds },
        limit + 1,
        after && [String(after[0]), after[1]],
      );
      return pageOf(found, limit, (last) => byName.encode([last.name, last.id]));
    },
    async near(point, radiusMetres, { limit, cursor }) {
      const after = cursor === undefined ? undefined : byDistance.decode(cursor);
      const found = await stores.near(point, radiusMetres, limit + 1, after && [Number(after[0]), after[1]]);
      return pageOf(found, limit, (last) => byDistance.encode([last.distanceMetres, last.id]));
    },
    async get(id) {
      const store = await stores.find(id);
      if (!store) throw new AppError('STORE_NOT_FOUND');
      return store;
    },
    getMany: (ids) => stores.findMany(ids),
  };
}
