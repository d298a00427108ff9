import { anyId, oneLine, token } from '@chowk/contracts/fields';
import type { IdempotencyStore } from '@chowk/idempotency';
import {
  bindRoutes,
  createCursorCodec,
  type CursorSigner,
  created,
  defineRoute,
  entityTag,
  ifMatch,
  ok,
  page,
  pageQuery,
  paginate,
  parseIfMatch,
  replies,
  type Route,
} from '@chowk/runtime/http';
import { SELLERS } from '@chowk/runtime/identity';
import type { Clock } from '@chowk/runtime/lifecycle';
import { z } from 'zod';
import { BY_DISTANCE, BY_NAME } from '../domain/store-list.ts';
import type { NearbyStore, Store } from '../domain/store.ts';
import type { CreateStore } from '../use-cases/create-store.ts';
import type { DeleteStore } from '../use-cases/delete-store.ts';
import type { GetStore } from '../use-cases/get-store.ts';
import type { ListNearbyStores } from '../use-cases/list-nearby-stores.ts';
import type { ListStores } from '../use-cases/list-stores.ts';
import type { UpdateStore } from '../use-cases/update-store.ts';
import { storeInput } from './store-input.ts';
import { nearbyStoreSchema, nearbyStoreView, storeSchema, storeView } from './store.view.ts';

const idParams = z.strictObject({ id: anyId });
const oneStore = z.object({ store: storeSchema });
const ifMatchHeader = z.object({ 'if-match': ifMatch });
const etag = { etag: 'Its version, and whether it is open.' };

/** Numbers in a query are text; an empty one is not zero. */
const decimal = (min: number, max: number) =>
  z
    .string()
    .regex(/^-?\d{1,3}(\.\d{1,15})?$/, 'must be a decimal number')
    .transform(Number)
    .pipe(z.number().min(min).max(max));

export const storesContract = {
  listStores: defineRoute({
    method: 'get',
    path: '/api/v1/stores',
    auth: 'optional',
    summary: 'List stores by name, of a city or a category',
    query: pageQuery().extend({
      city: oneLine(80).optional(),
      category: token(80).optional().describe('Slug or id; its subcategories count.'),
    }),
    reply: replies.list(storeSchema, { key: BY_NAME }),
    errors: ['CATEGORY_NOT_FOUND'],
  }),
  listNearbyStores: defineRoute({
    method: 'get',
    path: '/api/v1/stores/nearby',
    auth: 'optional',
    summary: 'List stores around a point, nearest first',
    query: pageQuery().extend({
      lat: decimal(-90, 90),
      lng: decimal(-180, 180),
      radius: z.coerce
        .number()
        .int()
        .min(1)
        .optional()
        .describe('Metres; 5000 when not given. The installation sets the largest.'),
    }),
    reply: replies.list(nearbyStoreSchema, { key: BY_DISTANCE }),
  }),
  listCategoryStores: defineRoute({
    method: 'get',
    path: '/api/v1/categories/:id/stores',
    auth: 'optional',
    summary: 'List the stores of a category and its subcategories',
    params: idParams,
    query: pageQuery(),
    reply: replies.list(storeSchema, { key: BY_NAME }),
    errors: ['CATEGORY_NOT_FOUND'],
  }),
  getStore: defineRoute({
    method: 'get',
    path: '/api/v1/stores/:id',
    auth: 'optional',
    summary: 'Get a store, and whether it is open now',
    params: idParams,
    reply: replies.data(oneStore, { headers: etag }),
    errors: ['STORE_NOT_FOUND'],
  }),
  createStore: defineRoute({
    method: 'post',
    path: '/api/v1/stores',
    auth: SELLERS,
    summary: 'Open a store',
    description: 'It belongs to the merchant who opens it.',
    body: storeInput,
    idempotency: 'optional',
    reply: replies.data(oneStore, { status: 201 }),
  }),
  updateStore: defineRoute({
    method: 'put',
    path: '/api/v1/stores/:id',
    auth: SELLERS,
    summary: 'Replace a store',
    params: idParams,
    headers: ifMatchHeader,
    body: storeInput,
    reply: replies.data(oneStore, { headers: etag }),
    errors: ['STORE_NOT_FOUND', 'PRECONDITION_FAILED'],
  }),
  deleteStore: defineRoute({
    method: 'delete',
    path: '/api/v1/stores/:id',
    auth: SELLERS,
    summary: 'Close a store for good',
    description: 'Takes its products off sale.',
    params: idParams,
    headers: ifMatchHeader,
    reply: replies.done(),
    errors: ['STORE_NOT_FOUND', 'PRECONDITION_FAILED'],
  }),
};

type PageQuery = { limit: number; cursor?: string | undefined };

export function storeRoutes(deps: {
  listStores: ListStores;
  listNearbyStores: ListNearbyStores;
  getStore: GetStore;
  createStore: CreateStore;
  updateStore: UpdateStore;
  deleteStore: DeleteStore;
  idempotency: IdempotencyStore;
  cursorSigner: CursorSigner;
  clock: Clock;
}): Route[] {
  const { clock } = deps;
  const byName = createCursorCodec(deps.cursorSigner, 'stores');
  const byDistance = createCursorCodec(deps.cursorSigner, 'stores-nearby');

  const one = (store: Store) => {
    const view = storeView(store, clock());
    const etag = entityTag(store.version, view.openNow ? 'open' : 'closed');
    return ok({ store: view }, { headers: { etag } });
  };

  const list = async (filter: Parameters<ListStores>[0], query: PageQuery) => {
    const now = clock();
    const found = await paginate({
      cursors: byName,
      query,
      find: (position, limit) =>
        deps.listStores(filter, position && [String(position[0]), position[1]], limit),
      keyOf: (store: Store) => [store.name, store.id],
      view: (store) => storeView(store, now),
    });
    return page(found);
  };

  return bindRoutes(storesContract, {
    listStores: ({ query: { city, category, ...query } }) => list({ city, category }, query),
    async listNearbyStores({ query: { lat, lng, radius, ...query } }) {
      const now = clock();
      const found = await paginate({
        cursors: byDistance,
        query,
        find: (position, limit) =>
          deps.listNearbyStores(
            { lat, lng, radiusMeters: radius },
            position && [Number(position[0]), position[1]],
            limit,
          ),
        keyOf: (store: NearbyStore) => [store.distanceMetres, store.id],
        view: (store) => nearbyStoreView(store, now),
      });
      return page(found);
    },
    listCategoryStores: ({ params, query }) => list({ category: params.id }, query),
    getStore: async ({ params }) => one(await deps.getStore(params.id)),
    createStore: ({ user, body, idempotency }) =>
      deps.idempotency.once(idempotency, 'str', async (tx, id) => {
        const store = await deps.createStore(user, body, { tx, id });
        return created({ store: storeView(store, clock()) });
      }),
    updateStore: async ({ user, params, body, headers }) =>
      one(await deps.updateStore(user, params.id, body, parseIfMatch(headers))),
    async deleteStore({ user, params, headers }) {
      await deps.deleteStore(user, params.id, parseIfMatch(headers));
      return ok(null);
    },
  });
}
