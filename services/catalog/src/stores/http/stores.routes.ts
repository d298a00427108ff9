import { moneySchema } from '@chowk/money';
import { ok, page, pageQuery, route, type Route } from '@chowk/runtime/http';
import { z } from 'zod';
import { etagOf, versionFromIfMatch } from '../http/entity-version.ts';
import type { Clock } from '../ports.ts';
import { isZone, WEEKDAYS } from './domain/opening-hours.ts';
import type { Store } from './ports.ts';
import { storeView } from './store.view.ts';
import type { BrowseStores } from './use-cases/browse-stores.ts';
import type { EditStores } from './use-cases/edit-stores.ts';

const SELLERS = ['merchant', 'admin', 'owner'] as const;
const idParams = z.strictObject({ id: z.string().min(1).max(64) });
const text = (max: number) => z.string().trim().min(1).max(max);
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:MM');

const storeBody = z.strictObject({
  name: text(120),
  description: z.string().trim().max(2_000).default(''),
  categoryIds: z.array(text(64)).min(1).max(20),
  address: z.strictObject({
    line1: text(200),
    area: text(120),
    city: text(80),
    state: text(80),
    pincode: z.string().regex(/^[1-9]\d{5}$/, 'must be a PIN code of six digits'),
  }),
  location: z.strictObject({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) }),
  hours: z.strictObject({
    zone: z.string().max(64).refine(isZone, 'must be an IANA zone such as Asia/Kolkata'),
    weekly: z
      .array(
        z.strictObject({
          day: z.enum(WEEKDAYS),
          opens: clockTime,
          closes: z.union([clockTime, z.literal('24:00')]),
        }),
      )
      .max(28),
  }),
  minimumOrder: moneySchema,
  deliveryFee: moneySchema,
  deliveryRadiusMetres: z.int().min(0).max(100_000),
  gstin: z
    .string()
    .regex(/^\d{2}[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[\dA-Z]$/, 'must be a GSTIN')
    .nullable()
    .default(null),
  image: z
    .string()
    .max(500)
    .regex(/^\/media\/[\w./-]+$/, 'must be a path below /media')
    .nullable()
    .default(null),
  active: z.boolean().default(true),
  ownerUserId: text(64).optional(),
  partner: z.boolean().optional(),
  cashbackBps: z.int().min(0).max(10_000).optional(),
});

/** Numbers in a query are text; an empty one is not zero. */
const decimal = (min: number, max: number) =>
  z
    .string()
    .regex(/^-?\d{1,3}(\.\d{1,15})?$/, 'must be a decimal number')
    .transform(Number)
    .pipe(z.number().min(min).max(max));

export function storeRoutes(deps: {
  browse: BrowseStores;
  edit: EditStores;
  clock: Clock;
  maxRadiusMetres: number;
}): Route[] {
  const { browse, edit, clock, maxRadiusMetres } = deps;
  const one = (store: Store) => {
    const view = storeView(store, clock());
    return ok(
      { store: view },
      { headers: { etag: etagOf(store.version, view.openNow ? 'open' : 'closed') } },
    );
  };
  return [
    route({
      method: 'get',
      path: '/api/v1/stores',
      auth: 'public',
      summary: 'Stores by name, of a city or a category',
      query: pageQuery().extend({ city: text(80).optional(), category: text(80).optional() }),
      async handle({ query }) {
        const { items, nextCursor } = await browse.list(query, query);
        const now = clock();
        return page(
          items.map((store) => storeView(store, now)),
          nextCursor,
        );
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/stores/nearby',
      auth: 'public',
      summary: 'Stores around a point, nearest first; radius and distance in metres',
      query: pageQuery().extend({
        lat: decimal(-90, 90),
        lng: decimal(-180, 180),
        radius: z.coerce.number().int().min(1).max(maxRadiusMetres).default(Math.min(5_000, maxRadiusMetres)),
      }),
      async handle({ query }) {
        const { lat, lng, radius } = query;
        const { items, nextCursor } = await browse.near({ lat, lng }, radius, query);
        const now = clock();
        return page(
          items.map(({ distanceMetres, ...store }) => ({ ...storeView(store, now), distanceMetres })),
          nextCursor,
        );
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/categories/:id/stores',
      auth: 'public',
      summary: 'Stores of a category and its subcategories',
      params: idParams,
      query: pageQuery(),
      async handle({ params, query }) {
        const { items, nextCursor } = await browse.list({ category: params.id }, query);
        const now = clock();
        return page(
          items.map((store) => storeView(store, now)),
          nextCursor,
        );
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/stores/:id',
      auth: 'public',
      summary: 'One store, and whether it is open now',
      params: idParams,
      handle: async ({ params }) => one(await browse.get(params.id)),
    }),
    route({
      method: 'post',
      path: '/api/v1/stores',
      auth: SELLERS,
      summary: 'Opens a store; it belongs to the merchant who does',
      body: storeBody,
      idempotency: 'optional',
      handle: ({ user, body, idempotency }) => edit.create(user, body, idempotency),
    }),
    route({
      method: 'put',
      path: '/api/v1/stores/:id',
      auth: SELLERS,
      summary: 'Replaces a store; If-Match guards against lost updates',
      params: idParams,
      body: storeBody,
      handle: async ({ user, params, body, headers }) =>
        one(await edit.update(user, params.id, body, versionFromIfMatch(headers))),
    }),
    route({
      method: 'delete',
      path: '/api/v1/stores/:id',
      auth: SELLERS,
      summary: 'Closes a store for good, and takes its products off sale',
      params: idParams,
      async handle({ user, params, headers }) {
        await edit.remove(user, params.id, versionFromIfMatch(headers));
        return ok(null);
      },
    }),
  ];
}
