import { fromGrpcMoney, type GrpcClient } from '@chowk/contracts/grpc';
import type { Catalog } from '../ports.ts';

/** Catalog over gRPC (proto/chowk/catalog/v1). */
export const createCatalogClient = (client: GrpcClient<'catalog'>): Catalog => ({
  async products(ids) {
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

  async stores(ids) {
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
