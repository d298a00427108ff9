import { grpcMethod, toGrpcMoney, type GrpcImplementation } from '@chowk/contracts/grpc';
import { z } from 'zod';
import type { Clock } from '../ports.ts';
import { labelOf } from '../products/domain/product.ts';
import { availableOf, type StockedProduct } from '../products/product.view.ts';
import type { BrowseProducts } from '../products/use-cases/browse-products.ts';
import type { Reservation } from '../stock/domain/reservation.ts';
import type { CommitStock } from '../stock/use-cases/commit-stock.ts';
import type { ReleaseStock } from '../stock/use-cases/release-stock.ts';
import type { ReserveStock } from '../stock/use-cases/reserve-stock.ts';
import type { Store } from '../stores/ports.ts';
import type { BrowseStores } from '../stores/use-cases/browse-stores.ts';

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
  products: BrowseProducts;
  stores: BrowseStores;
  reserve: ReserveStock;
  commit: CommitStock;
  release: ReleaseStock;
  clock: Clock;
  limits: { ids: number; lines: number; quantity: number; ttlSeconds: number };
}): GrpcImplementation<'catalog'> {
  const { products, stores, reserve, commit, release, clock, limits } = deps;
  const ids = z.object({ ids: z.array(id).max(limits.ids) });
  const order = z.object({ orderId: id });
  return {
    GetProducts: grpcMethod({
      callers: CALLERS,
      schema: ids,
      async handle(request) {
        const found = await products.getMany(request.ids);
        const now = clock();
        return { products: found.map((product) => productMessage(product, now)) };
      },
    }),
    GetStores: grpcMethod({
      callers: CALLERS,
      schema: ids,
      handle: async (request) => ({ stores: (await stores.getMany(request.ids)).map(storeMessage) }),
    }),
    Reserve: grpcMethod({
      callers: CALLERS,
      schema: order.extend({
        lines: z
          .array(z.object({ sku: id, quantity: z.int().min(1).max(limits.quantity) }))
          .min(1)
          .max(limits.lines),
        ttlSeconds: z.int().min(1).max(limits.ttlSeconds),
      }),
      handle: async (request) => reservationMessage(await reserve(request)),
    }),
    Commit: grpcMethod({
      callers: CALLERS,
      schema: order,
      handle: async ({ orderId }) => reservationMessage(await commit(orderId)),
    }),
    Release: grpcMethod({
      callers: CALLERS,
      schema: order.extend({ restock: z.boolean() }),
      handle: async ({ orderId, restock }) => reservationMessage(await release(orderId, { restock })),
    }),
  };
}
