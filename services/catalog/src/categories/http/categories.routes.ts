import { AppError } from '@chowk/contracts/errors';
import { ok, page, route, type Route } from '@chowk/runtime/http';
import { z } from 'zod';
import { etagOf, versionFromIfMatch } from '../http/entity-version.ts';
import { CATEGORY_TYPES, type Categories } from './ports.ts';
import type { EditCategories } from './use-cases/edit-categories.ts';

const STAFF = ['admin', 'owner'] as const;
const idParams = z.strictObject({ id: z.string().min(1).max(64) });

const mediaPath = z
  .string()
  .max(500)
  .regex(/^\/media\/[\w./-]+$/, 'must be a path below /media');

const categoryBody = z.strictObject({
  name: z.string().trim().min(1).max(80),
  slug: z
    .string()
    .max(80)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'),
  type: z.enum(CATEGORY_TYPES),
  parentId: z.string().min(1).max(64).nullable().default(null),
  sortOrder: z.int().min(0).max(1_000_000).default(0),
  icon: z.string().min(1).max(80).nullable().default(null),
  image: mediaPath.nullable().default(null),
  colour: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, 'must be #rrggbb')
    .nullable()
    .default(null),
  tags: z.array(z.string().trim().min(1).max(40)).max(20).default([]),
});

export function categoryRoutes(deps: { categories: Categories; edit: EditCategories }): Route[] {
  const { categories, edit } = deps;
  return [
    route({
      method: 'get',
      path: '/api/v1/categories',
      auth: 'public',
      summary: 'Categories in their order, optionally of one type',
      query: z.strictObject({ type: z.enum(CATEGORY_TYPES).optional() }),
      handle: async ({ query }) => page(await categories.list(query.type), null),
    }),
    route({
      method: 'get',
      path: '/api/v1/categories/:slug',
      auth: 'public',
      summary: 'One category by slug or id',
      params: z.strictObject({ slug: z.string().min(1).max(80) }),
      async handle({ params }) {
        const category = await categories.find(params.slug);
        if (!category) throw new AppError('CATEGORY_NOT_FOUND');
        return ok({ category }, { headers: { etag: etagOf(category.version) } });
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/categories',
      auth: STAFF,
      summary: 'Adds a category',
      body: categoryBody,
      idempotency: 'optional',
      handle: ({ body, idempotency }) => edit.create(body, idempotency),
    }),
    route({
      method: 'put',
      path: '/api/v1/categories/:id',
      auth: STAFF,
      summary: 'Replaces a category; If-Match guards against lost updates',
      params: idParams,
      body: categoryBody,
      async handle({ params, body, headers }) {
        const category = await edit.update(params.id, body, versionFromIfMatch(headers));
        return ok({ category }, { headers: { etag: etagOf(category.version) } });
      },
    }),
    route({
      method: 'delete',
      path: '/api/v1/categories/:id',
      auth: STAFF,
      summary: 'Removes a category that nothing uses',
      params: idParams,
      async handle({ params, headers }) {
        await edit.remove(params.id, versionFromIfMatch(headers));
        return ok(null);
      },
    }),
  ];
}
