import { fromGrpcMoney, type GrpcClient } from '@chowk/contracts/grpc';
import type { Product, Store } from '../pricing/domain/offer.ts';

/**
 * What orders asks of catalog. Calls throw AppError: catalog's own codes, all of them 404 or 409;
 * UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT; SERVER_ERROR where catalog refuses us.
 */
export interface CatalogClient {
  /** By id; unknown and deleted ones are left out. */
  findProducts(ids: readonly string[]): Promise<Map<string, Product>>;
  findStores(ids: readonly string[]): Promise<Map<string, Store>>;
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

/** Catalog over gRPC (proto/chowk/catalog/v1). */
export const createCatalogClient = (client: GrpcClient<'catalog'>): CatalogClient => ({
  async findProducts(ids) {
    if (ids.length === 0) return new Map();
    const { products } = await client.getProducts({ ids: [...ids] });
    return new Map(
      products.map((product) => [
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
  },

  async findStores(ids) {
    if (ids.length === 0) return new Map();
    const { stores } = await client.getStores({ ids: [...ids] });
    return new Map(
      stores.map(({ minimumOrder, deliveryFee, ...store }) => [
        store.id,
        { ...store, minimumOrder: fromGrpcMoney(minimumOrder), deliveryFee: fromGrpcMoney(deliveryFee) },
      ]),
    );
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
