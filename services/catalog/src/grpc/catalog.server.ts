import { grpcMethod, toGrpcMoney, type GrpcImplementation } from '@chowk/contracts/grpc';
import type { Clock } from '@chowk/runtime/lifecycle';
import { z } from 'zod';
import type { Config } from '../config.ts';
import { labelOf } from '../products/domain/product.ts';
import type { StockedProduct } from '../products/domain/stocked-product.ts';
import type { ProductsApi } from '../products/products.ts';
import type { Reservation } from '../stock/domain/reservation.ts';
import { availableOf } from '../stock/domain/stock.ts';
import type { StockApi } from '../stock/stock.ts';
import type { Store } from '../stores/domain/store.ts';
import type { StoresApi } from '../stores/stores.ts';

const CALLERS = ['orders'];
const id = z.string().min(1).max(64);

const productMessage = ({ product, stock }: StockedProduct, now: Date) => ({
  id: product.id,
  name: product.name,
  storeId: product.storeId,
  categoryId: product.categoryId,
  variants: product.variants.map((variant) => ({
    id: variant.id,
    sku: variant.sku,
    label: labelOf(product.options, variant),
    price: toGrpcMoney(variant.price.selling),
    available: availableOf(stock, variant.sku, now),
  })),
  gstRateBps: product.gstRateBps,
  hsn: product.hsn,
  taxInclusive: product.taxInclusive,
  imageUrl: product.images[0] ?? '',
});

const storeMessage = (store: Store) => ({
  id: store.id,
  name: store.name,
  state: store.address.state,
  ownerUserId: store.ownerUserId,
  minimumOrder: toGrpcMoney(store.minimumOrder),
  deliveryFee: toGrpcMoney(store.deliveryFee),
  active: store.active,
});

const reservationMessage = ({ orderId, status, lines, expiresAt }: Reservation) => ({
  orderId,
  status,
  lines,
  expiresAt: status === 'reserved' ? expiresAt.toISOString() : '',
});

/** The same use cases over gRPC, see proto/chowk/catalog/v1/catalog.proto. */
export function catalogServer(deps: {
  products: ProductsApi;
  stores: StoresApi;
  stock: StockApi;
  clock: Clock;
  config: Config;
}): GrpcImplementation<'catalog'> {
  const { products, stores, stock, clock, config } = deps;
  const ids = z.object({ ids: z.array(id).max(config.GRPC_MAX_IDS) });
  const order = z.object({ orderId: id });
  return {
    GetProducts: grpcMethod({
      callers: CALLERS,
      schema: ids,
      async handle(request) {
        const found = await products.getProducts(request.ids);
        const now = clock();
        return { products: found.map((product) => productMessage(product, now)) };
      },
    }),
    GetStores: grpcMethod({
      callers: CALLERS,
      schema: ids,
      handle: async (request) => ({ stores: (await stores.getStores(request.ids)).map(storeMessage) }),
    }),
    GetOffers: grpcMethod({
      callers: CALLERS,
      schema: z.object({ productIds: z.array(id).max(config.GRPC_MAX_IDS) }),
      async handle({ productIds }) {
        const offers = await products.getOffers(productIds);
        const sellers = new Map(offers.flatMap(({ store }) => (store ? [[store.id, store] as const] : [])));
        const now = clock();
        return {
          products: offers.map((offer) => productMessage(offer, now)),
          stores: [...sellers.values()].map(storeMessage),
        };
      },
    }),
    Reserve: grpcMethod({
      callers: CALLERS,
      schema: order.extend({
        lines: z
          .array(z.object({ sku: id, quantity: z.int().min(1).max(config.RESERVATION_MAX_QUANTITY) }))
          .min(1)
          .max(config.RESERVATION_MAX_LINES),
        ttlSeconds: z.int().min(1).max(config.RESERVATION_MAX_TTL_SECONDS),
      }),
      handle: async (request) => reservationMessage(await stock.reserve(request)),
    }),
    Commit: grpcMethod({
      callers: CALLERS,
      schema: order,
      handle: async ({ orderId }) => reservationMessage(await stock.commit(orderId)),
    }),
    Release: grpcMethod({
      callers: CALLERS,
      schema: order.extend({ restock: z.boolean() }),
      handle: async ({ orderId, restock }) => reservationMessage(await stock.release(orderId, { restock })),
    }),
  };
}
