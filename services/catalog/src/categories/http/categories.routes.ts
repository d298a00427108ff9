import { anyId, mediaPath, oneLine, slug, token } from '@chowk/contracts/fields';
import type { IdempotencyStore } from '@chowk/idempotency';
import {
  bindRoutes,
  created,
  defineRoute,
  entityTag,
  ifMatch,
  ok,
  page,
  parseIfMatch,
  replies,
  type Route,
} from '@chowk/runtime/http';
import { ADMINS } from '@chowk/runtime/identity';
import { z } from 'zod';
import { CATEGORY_TYPES, type Category, type CategoryType } from '../domain/category.ts';
import type { CreateCategory } from '../use-cases/create-category.ts';
import type { DeleteCategory } from '../use-cases/delete-category.ts';
import type { GetCategory } from '../use-cases/get-category.ts';
import type { UpdateCategory } from '../use-cases/update-category.ts';
import { categorySchema, categoryView } from './category.view.ts';

const idParams = z.strictObject({ id: anyId });
const categoryBody = z.strictObject({
  name: oneLine(80),
  slug,
  type: z.enum(CATEGORY_TYPES),
  parentId: anyId.nullable().default(null),
  sortOrder: z.int().min(0).max(1_000_000).default(0),
  icon: oneLine(80).nullable().default(null),
  image: mediaPath.nullable().default(null),
  colour: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, 'must be #rrggbb')
    .nullable()
    .default(null),
  tags: z.array(oneLine(40)).max(20).default([]),
});

const oneCategory = z.object({ category: categorySchema });
const etag = { etag: 'Its version.' };

export const categoriesContract = {
  listCategories: defineRoute({
    method: 'get',
    path: '/api/v1/categories',
    auth: 'optional',
    summary: 'List categories in their order, of one type or all',
    description: 'All of them, on one page.',
    query: z.strictObject({ type: z.enum(CATEGORY_TYPES).optional() }),
    reply: replies.list(categorySchema, { key: { sortOrder: 1, name: 1, _id: 1 } }),
  }),
  getCategory: defineRoute({
    method: 'get',
    path: '/api/v1/categories/:id',
    auth: 'optional',
    summary: 'Get a category by slug or id',
    params: z.strictObject({ id: token(80).describe('Slug or id.') }),
    reply: replies.data(oneCategory, { headers: etag }),
    errors: ['CATEGORY_NOT_FOUND'],
  }),
  createCategory: defineRoute({
    method: 'post',
    path: '/api/v1/categories',
    auth: ADMINS,
    summary: 'Create a category',
    body: categoryBody,
    idempotency: 'optional',
    reply: replies.data(oneCategory, { status: 201 }),
    errors: ['SLUG_TAKEN'],
  }),
  updateCategory: defineRoute({
    method: 'put',
    path: '/api/v1/categories/:id',
    auth: ADMINS,
    summary: 'Replace a category',
    params: idParams,
    headers: z.object({ 'if-match': ifMatch }),
    body: categoryBody,
    reply: replies.data(oneCategory, { headers: etag }),
    errors: ['CATEGORY_NOT_FOUND', 'PRECONDITION_FAILED', 'SLUG_TAKEN'],
  }),
  deleteCategory: defineRoute({
    method: 'delete',
    path: '/api/v1/categories/:id',
    auth: ADMINS,
    summary: 'Delete a category that nothing uses',
    params: idParams,
    headers: z.object({ 'if-match': ifMatch }),
    reply: replies.done(),
    errors: ['CATEGORY_NOT_FOUND', 'PRECONDITION_FAILED', 'CATEGORY_IN_USE'],
  }),
};

export function categoryRoutes(deps: {
  listCategories(type?: CategoryType): Promise<Category[]>;
  getCategory: GetCategory;
  createCategory: CreateCategory;
  updateCategory: UpdateCategory;
  deleteCategory: DeleteCategory;
  idempotency: IdempotencyStore;
}): Route[] {
  const one = (category: Category) =>
    ok({ category: categoryView(category) }, { headers: { etag: entityTag(category.version) } });
  return bindRoutes(categoriesContract, {
    listCategories: async ({ query }) =>
      page({ items: (await deps.listCategories(query.type)).map(categoryView), nextCursor: null }),
    getCategory: async ({ params }) => one(await deps.getCategory(params.id)),
    createCategory: ({ body, idempotency }) =>
      deps.idempotency.once(idempotency, 'cat', async (tx, id) =>
        created({ category: categoryView(await deps.createCategory(body, { tx, id })) }),
      ),
    updateCategory: async ({ params, body, headers }) =>
      one(await deps.updateCategory(params.id, body, parseIfMatch(headers))),
    async deleteCategory({ params, headers }) {
      await deps.deleteCategory(params.id, parseIfMatch(headers));
      return ok(null);
    },
  });
}
