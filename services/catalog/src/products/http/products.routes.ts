import { moneySchema } from '@chowk/money';
import { ok, page, pageQuery, route, type Route } from '@chowk/runtime/http';
import { z } from 'zod';
import { etagOf, versionFromIfMatch } from '../http/entity-version.ts';
import type { Clock } from '../ports.ts';
import { PRODUCT_SORTS } from './ports.ts';
import { productView, stockStamp, type StockedProduct } from './product.view.ts';
import type { BrowseProducts } from './use-cases/browse-products.ts';
import type { EditProducts } from './use-cases/edit-products.ts';

const SELLERS = ['merchant', 'admin', 'owner'] as const;
const idParams = z.strictObject({ id: z.string().min(1).max(64) });
const text = (max: number) => z.string().trim().min(1).max(max);
// A key of an object in the database; names that JavaScript or MongoDB read a meaning into stay out.
const optionName = text(40).regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N} _-]*$/u, 'must be words');

const minorUnits = z
  .string()
  .regex(/^\d{1,16}$/, 'must be a whole number of minor units')
  .transform(Number)
  .pipe(z.int());
const yesOrNo = z.enum(['true', 'false']).transform((value) => value === 'true');

const listQuery = pageQuery().extend({
  q: z.string().trim().max(100).optional(),
  category: text(80).optional(),
  store: text(64).optional(),
  minPrice: minorUnits.optional(),
  maxPrice: minorUnits.optional(),
  inStock: yesOrNo.optional(),
  featured: yesOrNo.optional(),
  sort: z.enum(PRODUCT_SORTS).default('newest'),
});

const productFields = (maxVariants: number) => ({
  name: text(160),
  description: z.string().trim().max(5_000).default(''),
  brand: text(80).nullable().default(null),
  categoryId: text(64),
  options: z
    .array(z.strictObject({ name: optionName, values: z.array(text(40)).min(1).max(50) }))
    .max(3)
    .default([]),
  variants: z
    .array(
      z.strictObject({
        sku: z
          .string()
          .regex(/^[A-Z0-9][A-Z0-9._-]{0,63}$/, 'must be capitals, digits, dot, hyphen, underscore'),
        options: z.record(optionName, text(40)).default({}),
        price: z.strictObject({ original: moneySchema, selling: moneySchema }),
        barcode: z
          .string()
          .regex(/^\d{8,14}$/, 'must be 8 to 14 digits')
          .nullable()
          .default(null),
        stock: z.int().min(0).max(10_000_000).default(0),
        lowStockThreshold: z.int().min(0).max(10_000_000).optional(),
      }),
    )
    .min(1)
    .max(maxVariants),
  gstRateBps: z.int().min(0).max(10_000),
  hsn: z.string().regex(/^\d{4,8}$/, 'must be an HSN code of 4 to 8 digits'),
  taxInclusive: z.boolean().default(true),
  specifications: z
    .array(z.strictObject({ name: text(80), value: text(300) }))
    .max(50)
    .default([]),
  tags: z.array(text(40)).max(20).default([]),
  images: z
    .array(
      z
        .string()
        .max(500)
        .regex(/^\/media\/[\w./-]+$/, 'must be a path below /media'),
    )
    .max(12)
    .default([]),
  featured: z.boolean().default(false),
});

export function productRoutes(deps: {
  browse: BrowseProducts;
  edit: EditProducts;
  clock: Clock;
  maxVariants: number;
}): Route[] {
  const { browse, edit, clock } = deps;
  const fields = productFields(deps.maxVariants);

  const one = (stocked: StockedProduct) => {
    const product = productView(stocked, clock());
    return ok({ product }, { headers: { etag: etagOf(product.version, stockStamp(product)) } });
  };
  const list = async (
    { store, ...query }: z.output<typeof listQuery>,
    within: { category?: string; storeId?: string } = {},
  ) => {
    const { items, nextCursor } = await browse.list({ ...query, storeId: store, ...within });
    const now = clock();
    return page(
      items.map((item) => productView(item, now)),
      nextCursor,
    );
  };

  return [
    route({
      method: 'get',
      path: '/api/v1/products',
      auth: 'public',
      summary: 'Products by words that begin like those of q, category, store, price, stock',
      query: listQuery,
      handle: ({ query }) => list(query),
    }),
    route({
      method: 'get',
      path: '/api/v1/categories/:id/products',
      auth: 'public',
      summary: 'Products of a category and its subcategories',
      params: idParams,
      query: listQuery.omit({ category: true }),
      handle: ({ params, query }) => list(query, { category: params.id }),
    }),
    route({
      method: 'get',
      path: '/api/v1/stores/:id/products',
      auth: 'public',
      summary: 'Products of a store',
      params: idParams,
      query: listQuery.omit({ store: true }),
      handle: ({ params, query }) => list(query, { storeId: params.id }),
    }),
    route({
      method: 'get',
      path: '/api/v1/products/:id',
      auth: 'public',
      summary: 'One product with what is in stock now; answers 304 to a known ETag',
      params: idParams,
      handle: async ({ params }) => one(await browse.get(params.id)),
    }),
    route({
      method: 'post',
      path: '/api/v1/products',
      auth: SELLERS,
      summary: 'Puts a product on sale in a store of one’s own',
      body: z.strictObject({ storeId: text(64), ...fields }),
      idempotency: 'optional',
      handle: ({ user, body: { storeId, ...input }, idempotency }) =>
        edit.create(user, storeId, input, idempotency),
    }),
    route({
      method: 'put',
      path: '/api/v1/products/:id',
      auth: SELLERS,
      summary: 'Replaces a product; If-Match guards against lost updates; stock of known SKUs stays',
      params: idParams,
      body: z.strictObject(fields),
      handle: async ({ user, params, body, headers }) =>
        one(await edit.update(user, params.id, body, versionFromIfMatch(headers))),
    }),
    route({
      method: 'delete',
      path: '/api/v1/products/:id',
      auth: SELLERS,
      summary: 'Takes a product off sale',
      params: idParams,
      async handle({ user, params, headers }) {
        await edit.remove(user, params.id, versionFromIfMatch(headers));
        return ok(null);
      },
    }),
  ];
}
