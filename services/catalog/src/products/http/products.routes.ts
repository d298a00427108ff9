import { anyId, oneLine, token } from '@chowk/contracts/fields';
import type { IdempotencyStore } from '@chowk/idempotency';
import {
  bindRoutes,
  createCursorCodec,
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
  type CursorCodec,
  type CursorSigner,
  type Route,
} from '@chowk/runtime/http';
import { SELLERS } from '@chowk/runtime/identity';
import type { Clock } from '@chowk/runtime/lifecycle';
import { z } from 'zod';
import { positionOf, PRODUCT_ORDERS, PRODUCT_SORTS, type ProductSort } from '../domain/product-list.ts';
import { isInStock, type StockedProduct } from '../domain/stocked-product.ts';
import type { CreateProduct } from '../use-cases/create-product.ts';
import type { DeleteProduct } from '../use-cases/delete-product.ts';
import type { GetProduct } from '../use-cases/get-product.ts';
import type { ListProducts } from '../use-cases/list-products.ts';
import type { ResolveProductFilter } from '../use-cases/resolve-product-filter.ts';
import type { UpdateProduct } from '../use-cases/update-product.ts';
import { productInput } from './product-input.ts';
import { productSchema, productView, stockStamp } from './product.view.ts';

const idParams = z.strictObject({ id: anyId });
const ifMatchHeader = z.object({ 'if-match': ifMatch });
const oneProduct = z.object({ product: productSchema });
const etag = { etag: 'Its version, and a stamp that changes with its stock.' };

const minorUnits = z
  .string()
  .regex(/^\d{1,16}$/, 'must be a whole number of minor units')
  .transform(Number)
  .pipe(z.int())
  .describe('Minor units: 15000 is Rs 150.');
const yesOrNo = z.enum(['true', 'false']).transform((value) => value === 'true');

const listQuery = pageQuery().extend({
  q: oneLine(100, { min: 0 }).optional().describe('Each word must begin a word of name, brand or tags.'),
  category: token(80).optional().describe('Slug or id; its subcategories count.'),
  store: anyId.optional(),
  minPrice: minorUnits.optional(),
  maxPrice: minorUnits.optional(),
  inStock: yesOrNo.optional(),
  featured: yesOrNo.optional(),
  sort: z.enum(PRODUCT_SORTS).default('newest'),
});

export const productsContract = {
  listProducts: defineRoute({
    method: 'get',
    path: '/api/v1/products',
    auth: 'optional',
    summary: 'List products by words, category, store, price or stock',
    query: listQuery,
    reply: replies.list(productSchema, { key: PRODUCT_ORDERS }),
    errors: ['CATEGORY_NOT_FOUND', 'STORE_NOT_FOUND'],
  }),
  listCategoryProducts: defineRoute({
    method: 'get',
    path: '/api/v1/categories/:id/products',
    auth: 'optional',
    summary: 'List the products of a category and its subcategories',
    params: idParams,
    query: listQuery.omit({ category: true }),
    reply: replies.list(productSchema, { key: PRODUCT_ORDERS }),
    errors: ['CATEGORY_NOT_FOUND', 'STORE_NOT_FOUND'],
  }),
  listStoreProducts: defineRoute({
    method: 'get',
    path: '/api/v1/stores/:id/products',
    auth: 'optional',
    summary: 'List the products of a store',
    params: idParams,
    query: listQuery.omit({ store: true }),
    reply: replies.list(productSchema, { key: PRODUCT_ORDERS }),
    errors: ['CATEGORY_NOT_FOUND', 'STORE_NOT_FOUND'],
  }),
  getProduct: defineRoute({
    method: 'get',
    path: '/api/v1/products/:id',
    auth: 'optional',
    summary: 'Get a product with what is in stock now',
    params: idParams,
    reply: replies.data(oneProduct, { headers: etag }),
    errors: ['PRODUCT_NOT_FOUND'],
  }),
  createProduct: defineRoute({
    method: 'post',
    path: '/api/v1/products',
    auth: SELLERS,
    summary: 'Put a product on sale in a store of one’s own',
    body: productInput.extend({ storeId: anyId }),
    idempotency: 'optional',
    reply: replies.data(oneProduct, { status: 201 }),
    errors: ['STORE_NOT_FOUND', 'SKU_TAKEN'],
  }),
  updateProduct: defineRoute({
    method: 'put',
    path: '/api/v1/products/:id',
    auth: SELLERS,
    summary: 'Replace a product',
    description: 'The stock of SKUs that it had stays; SKUs that are left out go off sale.',
    params: idParams,
    headers: ifMatchHeader,
    body: productInput,
    reply: replies.data(oneProduct, { headers: etag }),
    errors: ['PRODUCT_NOT_FOUND', 'PRECONDITION_FAILED', 'SKU_TAKEN'],
  }),
  deleteProduct: defineRoute({
    method: 'delete',
    path: '/api/v1/products/:id',
    auth: SELLERS,
    summary: 'Take a product off sale for good',
    description: 'Orders that name it keep it.',
    params: idParams,
    headers: ifMatchHeader,
    reply: replies.done(),
    errors: ['PRODUCT_NOT_FOUND', 'PRECONDITION_FAILED'],
  }),
};

export function productRoutes(deps: {
  resolveProductFilter: ResolveProductFilter;
  listProducts: ListProducts;
  getProduct: GetProduct;
  createProduct: CreateProduct;
  updateProduct: UpdateProduct;
  deleteProduct: DeleteProduct;
  idempotency: IdempotencyStore;
  cursorSigner: CursorSigner;
  clock: Clock;
}): Route[] {
  const { clock } = deps;
  const cursors = Object.fromEntries(
    PRODUCT_SORTS.map((sort) => [sort, createCursorCodec(deps.cursorSigner, `products by ${sort}`)]),
  ) as Record<ProductSort, CursorCodec>;

  const one = (stocked: StockedProduct) => {
    const product = productView(stocked, clock());
    return ok({ product }, { headers: { etag: entityTag(product.version, stockStamp(product)) } });
  };

  const list = async (
    { store, sort, inStock, limit, cursor, ...query }: z.output<typeof listQuery>,
    within: { category?: string; storeId?: string } = {},
  ) => {
    const filter = await deps.resolveProductFilter({ storeId: store, inStock, ...query, ...within });
    const now = clock();
    const found = await paginate({
      cursors: cursors[sort],
      query: { limit, cursor },
      find: (position, atMost) => deps.listProducts(filter, sort, position, atMost),
      keyOf: ({ product }: StockedProduct) => positionOf(product, sort),
      accepts: (stocked) => inStock === undefined || isInStock(stocked, now) === inStock,
      view: (stocked) => productView(stocked, now),
    });
    return page(found);
  };

  return bindRoutes(productsContract, {
    listProducts: ({ query }) => list(query),
    listCategoryProducts: ({ params, query }) => list(query, { category: params.id }),
    listStoreProducts: ({ params, query }) => list(query, { storeId: params.id }),
    getProduct: async ({ params }) => one(await deps.getProduct(params.id)),
    createProduct: ({ user, body: { storeId, ...input }, idempotency }) =>
      deps.idempotency.once(idempotency, 'prd', async (tx, id) => {
        const stocked = await deps.createProduct(user, storeId, input, { tx, id });
        return created({ product: productView(stocked, clock()) });
      }),
    updateProduct: async ({ user, params, body, headers }) =>
      one(await deps.updateProduct(user, params.id, body, parseIfMatch(headers))),
    async deleteProduct({ user, params, headers }) {
      await deps.deleteProduct(user, params.id, parseIfMatch(headers));
      return ok(null);
    },
  });
}
