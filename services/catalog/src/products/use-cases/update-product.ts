import { AppError, type ErrorDetail } from '@chowk/contracts/errors';
import type { IdempotencyStore } from '@chowk/idempotency';
import type { Outbox } from '@chowk/messaging';
import { created, type IdempotentRequest, type Reply } from '@chowk/runtime/http';
import type { UserIdentity } from '@chowk/runtime/identity';
import { newId } from '@chowk/runtime/ids';
import type { Categories } from '../../categories/ports.ts';
import type { Clock } from '../../ports.ts';
import type { NewArticle, StockLedger } from '../../stock/ports.ts';
import { findOwnStore, ownStore } from '../../stores/use-cases/own-store.ts';
import type { Stores } from '../../stores/ports.ts';
import { lowestPrice, variantProblems, type Variant } from '../domain/product.ts';
import type { Product, ProductFields, Products } from '../ports.ts';
import { productView, type StockedProduct } from '../product.view.ts';

/** A variant as sent by its merchant. Stock counts for articles that are new; others are adjusted. */
type VariantInput = Omit<Variant, 'id'> & { stock: number; lowStockThreshold?: number | undefined };
type ProductInput = Omit<ProductFields, 'variants'> & { variants: VariantInput[] };

export interface EditProducts {
  /** @throws AppError STORE_NOT_FOUND, SKU_TAKEN, VALIDATION_FAILED */
  create(
    user: UserIdentity,
    storeId: string,
    input: ProductInput,
    idempotency: IdempotentRequest | undefined,
  ): Promise<Reply>;
  /** @throws AppError PRODUCT_NOT_FOUND, PRECONDITION_FAILED, SKU_TAKEN, VALIDATION_FAILED */
  update(
    user: UserIdentity,
    id: string,
    input: ProductInput,
    expectedVersion: number | undefined,
  ): Promise<StockedProduct>;
  /** Takes a product off sale; orders that name it keep it. @throws AppError PRODUCT_NOT_FOUND, PRECONDITION_FAILED */
  remove(user: UserIdentity, id: string, expectedVersion: number | undefined): Promise<void>;
}

export function createEditProducts(deps: {
  products: Products;
  stores: Stores;
  categories: Categories;
  stock: StockLedger;
  outbox: Outbox;
  idempotency: IdempotencyStore;
  clock: Clock;
  lowStockThreshold: number;
}): EditProducts {
  const { products, stores, categories, stock, outbox, idempotency, clock } = deps;

  const own = async (user: UserIdentity, id: string): Promise<Product> => {
    const product = await products.find(id);
    if (!product || !(await findOwnStore(stores, user, product.storeId)))
      throw new AppError('PRODUCT_NOT_FOUND');
    return product;
  };

  const check = async (input: ProductInput): Promise<void> => {
    const details: ErrorDetail[] = [...variantProblems(input.options, input.variants)];
    const category = (await categories.tree()).some((node) => node.id === input.categoryId);
    if (!category) details.push({ path: 'categoryId', message: 'is not a category' });
    if (details.length > 0) throw new AppError('VALIDATION_FAILED', { details });
  };

  /** Keeps the ids of variants whose SKU the product had before. */
  const fieldsOf = ({ variants, ...fields }: ProductInput, before: readonly Variant[]): ProductFields => ({
    ...fields,
    variants: variants.map(({ stock: _stock, lowStockThreshold: _threshold, ...variant }) => ({
      ...variant,
      id: before.find(({ sku }) => sku === variant.sku)?.id ?? newId('var'),
    })),
  });

  const articlesOf = (
    { variants }: ProductInput,
    product: { id: string; storeId: string },
    known: ReadonlySet<string>,
  ): NewArticle[] =>
    variants
      .filter(({ sku }) => !known.has(sku))
      .map(({ sku, stock: onHand, lowStockThreshold: threshold = deps.lowStockThreshold }) => ({
        sku,
        productId: product.id,
        storeId: product.storeId,
        onHand,
        threshold,
      }));

  return {
    async create(user, storeId, input, request) {
      await ownStore(stores, user, storeId);
      await check(input);
      return idempotency.once(request, 'prd', async (tx, id) => {
        const now = clock();
        const fields = fieldsOf(input, []);
        const priceFrom = lowestPrice(fields.variants);
        const product = { id, storeId, ...fields, priceFrom, version: 1, createdAt: now };
        const articles = articlesOf(input, product, new Set());
        await products.insert(product, tx);
        await stock.open(articles, tx);
        const rows = articles.map((row) => ({ ...row, active: true, allocated: 0, holds: [] }));
        return created({ product: productView({ product, stock: rows }, now) });
      });
    },
    async update(user, id, input, expectedVersion) {
      const before = await own(user, id);
      await check(input);
      // Articles that were off sale come back with the stock they had.
      const known = new Set((await stock.ofProducts([id])).map((row) => row.sku));
      const updated = await outbox.transact(async (tx) => {
        const product = await products.update(id, fieldsOf(input, before.variants), expectedVersion, tx);
        if (product) await stock.open(articlesOf(input, product, known), tx);
        return product;
      });
      if (!updated) throw new AppError('PRECONDITION_FAILED');
      // Outside the transaction, which must not keep the rows of things on sale locked.
      await stock.setOnSale(
        id,
        updated.variants.map((variant) => variant.sku),
      );
      return { product: updated, stock: await stock.ofProducts([id]) };
    },
    async remove(user, id, expectedVersion) {
      const product = await own(user, id);
      if (expectedVersion !== undefined && product.version !== expectedVersion)
        throw new AppError('PRECONDITION_FAILED');
      // Stock first: a crash in between leaves a product that is sold out, and can be deleted again.
      await stock.setOnSale(id, []);
      if (!(await products.remove(id, expectedVersion, clock()))) throw new AppError('PRECONDITION_FAILED');
    },
  };
}
