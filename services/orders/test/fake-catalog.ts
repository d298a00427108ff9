import { AppError } from '@chowk/contracts/errors';
import { grpcMethod, type GrpcImplementation } from '@chowk/contracts/grpc';
import { z } from 'zod';
import { Faults } from './faults.ts';

interface FakeVariant {
  id: string;
  sku: string;
  price: number;
  currency?: string;
  stock: number;
}
interface FakeProduct {
  id: string;
  storeId: string;
  gstRateBps: number;
  taxInclusive: boolean;
  variants: FakeVariant[];
}
interface FakeStore {
  id: string;
  state: string;
  ownerUserId: string;
  minimumOrder: number;
  deliveryFee: number;
  active: boolean;
}
interface FakeReservation {
  status: 'reserved' | 'committed' | 'released';
  lines: Array<{ sku: string; quantity: number }>;
}

const lines = z.array(z.object({ sku: z.string(), quantity: z.number() }));
const callers = ['orders'];
const inr = (amount: number, currency = 'INR') => ({ amount: String(amount), currency });

/** Catalog in memory, faithful to proto/chowk/catalog/v1: what it says of idempotency and closing holds here too. */
export class FakeCatalog {
  readonly products = new Map<string, FakeProduct>();
  readonly stores = new Map<string, FakeStore>();
  readonly reservations = new Map<string, FakeReservation>();
  readonly faults = new Faults();

  /** An article with one variant: product `id`, variant `id-v`, sku `id-sku`. */
  sell(id: string, facts: Partial<FakeProduct & FakeVariant> = {}): void {
    const { storeId = 'str_1', gstRateBps = 1800, taxInclusive = true, price = 11_800 } = facts;
    const variant = { id: `${id}-v`, sku: `${id}-sku`, price, stock: facts.stock ?? 1_000 };
    this.products.set(id, {
      id,
      storeId,
      gstRateBps,
      taxInclusive,
      variants: facts.variants ?? [{ ...variant, ...(facts.currency && { currency: facts.currency }) }],
    });
    if (!this.stores.has(storeId)) this.open(storeId);
  }

  open(id: string, facts: Partial<FakeStore> = {}): void {
    const base = { state: 'Karnataka', ownerUserId: 'usr_merchant', minimumOrder: 0, deliveryFee: 4_000 };
    this.stores.set(id, { id, active: true, ...base, ...facts });
  }

  variant(sku: string): FakeVariant | undefined {
    return [...this.products.values()].flatMap((p) => p.variants).find((v) => v.sku === sku);
  }

  reserved(sku: string): number {
    return [...this.reservations.values()]
      .filter(({ status }) => status === 'reserved')
      .flatMap((reservation) => reservation.lines)
      .reduce((units, line) => units + (line.sku === sku ? line.quantity : 0), 0);
  }

  readonly implementation: GrpcImplementation<'catalog'> = {
    GetProducts: grpcMethod({
      callers,
      schema: z.object({ ids: z.array(z.string()) }),
      handle: ({ ids }) =>
        this.faults.around('GetProducts', ids.join(), () => ({ products: this.#productMessages(ids) })),
    }),
    GetStores: grpcMethod({
      callers,
      schema: z.object({ ids: z.array(z.string()) }),
      handle: ({ ids }) =>
        this.faults.around('GetStores', ids.join(), () => ({ stores: this.#storeMessages(ids) })),
    }),
    GetOffers: grpcMethod({
      callers,
      schema: z.object({ productIds: z.array(z.string()) }),
      handle: ({ productIds }) =>
        this.faults.around('GetOffers', productIds.join(), () => {
          const products = this.#productMessages(productIds);
          return { products, stores: this.#storeMessages([...new Set(products.map((p) => p.storeId))]) };
        }),
    }),
    Reserve: grpcMethod({
      callers,
      schema: z.object({ orderId: z.string().min(1), lines, ttlSeconds: z.number().int().positive() }),
      handle: (request) => this.faults.around('Reserve', request.orderId, () => this.#reserve(request)),
    }),
    Commit: grpcMethod({
      callers,
      schema: z.object({ orderId: z.string().min(1) }),
      handle: ({ orderId }) =>
        this.faults.around('Commit', orderId, () => {
          const reservation = this.reservations.get(orderId);
          if (!reservation) throw new AppError('RESERVATION_NOT_FOUND');
          if (reservation.status === 'released') throw new AppError('RESERVATION_CLOSED');
          reservation.status = 'committed';
          return { orderId, ...reservation };
        }),
    }),
    Release: grpcMethod({
      callers,
      schema: z.object({ orderId: z.string().min(1), restock: z.boolean() }),
      handle: ({ orderId, restock }) =>
        this.faults.around('Release', orderId, () => {
          const known = this.reservations.get(orderId) ?? { status: 'released', lines: [] };
          this.reservations.set(orderId, known);
          if (known.status === 'reserved' || (known.status === 'committed' && restock)) {
            for (const { sku, quantity } of known.lines) this.variant(sku)!.stock += quantity;
            known.status = 'released';
          }
          return { orderId, ...known };
        }),
    }),
  };

  #productMessages(ids: readonly string[]) {
    return ids.flatMap((id) => {
      const product = this.products.get(id);
      if (!product) return [];
      const { storeId, gstRateBps, taxInclusive, variants } = product;
      const offered = variants.map(({ id, sku, price, currency, stock }) => ({
        ...{ id, sku, label: 'one size', price: inr(price, currency), available: stock },
      }));
      return [{ id, name: `Article ${id}`, storeId, gstRateBps, taxInclusive, variants: offered }];
    });
  }

  #storeMessages(ids: readonly string[]) {
    return ids.flatMap((id) => {
      const store = this.stores.get(id);
      if (!store) return [];
      const { minimumOrder, deliveryFee, ...rest } = store;
      const amounts = { minimumOrder: inr(minimumOrder), deliveryFee: inr(deliveryFee) };
      return [{ ...rest, name: `Store ${id}`, ...amounts }];
    });
  }

  #reserve(request: {
    orderId: string;
    lines: FakeReservation['lines'];
  }): FakeReservation & { orderId: string } {
    const { orderId } = request;
    const known = this.reservations.get(orderId);
    if (known) {
      if (known.status === 'released') throw new AppError('RESERVATION_CLOSED');
      if (JSON.stringify(known.lines) !== JSON.stringify(request.lines)) {
        throw new AppError('RESERVATION_MISMATCH');
      }
      return { orderId, ...known };
    }
    const short = request.lines.filter(({ sku, quantity }) => (this.variant(sku)?.stock ?? 0) < quantity);
    if (short.length > 0) {
      throw new AppError('OUT_OF_STOCK', {
        details: short.map(({ sku, quantity }) => ({
          ...{ sku, requested: quantity, available: this.variant(sku)?.stock ?? 0 },
        })),
      });
    }
    for (const { sku, quantity } of request.lines) this.variant(sku)!.stock -= quantity;
    const reservation: FakeReservation = { status: 'reserved', lines: request.lines };
    this.reservations.set(orderId, reservation);
    return { orderId, ...reservation };
  }
}
