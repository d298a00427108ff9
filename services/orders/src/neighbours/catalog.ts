import { fromGrpcMoney, type GrpcClient } from '@chowk/contracts/grpc';
import type { Offers, Product, Store } from '../pricing/domain/offer.ts';

/**
 * What orders asks of catalog. Calls throw AppError: catalog's own codes, all of them 404 or 409;
 * UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT; SERVER_ERROR where catalog refuses us.
 */
export interface CatalogClient {
  /** By id; unknown and deleted ones are left out. */
  findProducts(ids: readonly string[]): Promise<Map<string, Product>>;
  findStores(ids: readonly string[]): Promise<Map<string, Store>>;
  /** Products as `findProducts`, and their stores, in one call. */
  findOffers(productIds: readonly string[]): Promise<Offers>;
  /** All lines or none, idempotent by order. OUT_OF_STOCK, RESERVATION_MISMATCH, RESERVATION_CLOSED. */
  reserve(
    orderId: string,
    lines: Array<{ sku: string; quantity: number }>,
    ttlSeconds: number,
  ): Promise<void>;
  /** RESERVATION_NOT_FOUND, RESERVATION_CLOSED. */
  commit(orderId: string): Promise<void>;
  /** Idempotent; with `restock` also what was committed comes back. */
  release(orderId: string, options: { restock: boolean }): Promise<void>;
}

type ProductMessage = Awaited<ReturnType<GrpcClient<'catalog'>['getProducts']>>['products'][number];
type StoreMessage = Awaited<ReturnType<GrpcClient<'catalog'>['getStores']>>['stores'][number];

const productsOf = (messages: readonly ProductMessage[]): Map<string, Product> =>
  new Map(
    messages.map((product) => [
      product.id,
      {
        ...product,
        variants: product.variants.map(({ price, ...variant }) => ({
          ...variant,
          price: fromGrpcMoney(price),
        })),
      },
    ]),
  );

const storesOf = (messages: readonly StoreMessage[]): Map<string, Store> =>
  new Map(
    messages.map(({ minimumOrder, deliveryFee, ...store }) => [
      store.id,
      { ...store, minimumOrder: fromGrpcMoney(minimumOrder), deliveryFee: fromGrpcMoney(deliveryFee) },
    ]),
  );

/** Catalog over gRPC (proto/chowk/catalog/v1). */
export const createCatalogClient = (client: GrpcClient<'catalog'>): CatalogClient => ({
  async findProducts(ids) {
    if (ids.length === 0) return new Map();
    return productsOf((await client.getProducts({ ids: [...ids] })).products);
  },

  async findStores(ids) {
    if (ids.length === 0) return new Map();
    return storesOf((await client.getStores({ ids: [...ids] })).stores);
  },

  async findOffers(productIds) {
    if (productIds.length === 0) return { products: new Map(), stores: new Map() };
    const { products, stores } = await client.getOffers({ productIds: [...productIds] });
    return { products: productsOf(products), stores: storesOf(stores) };
  },

  async reserve(orderId, lines, ttlSeconds) {
    await client.reserve({ orderId, lines, ttlSeconds });
  },

  async commit(orderId) {
    await client.commit({ orderId });
  },

  async release(orderId, { restock }) {
    await client.release({ orderId, restock });
  },
});
