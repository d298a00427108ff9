import type { CursorCodec } from '@chowk/runtime/http';
import type { OrderStatus } from '../domain/order-status.ts';
import type { Order } from '../domain/order.ts';
import type { Orders } from '../ports.ts';

interface PageRequest {
  limit: number;
  cursor?: string | undefined;
}

interface OrderPage {
  orders: Order[];
  nextCursor: string | null;
}

/**
 * Lists orders, newest first. Ids are ULIDs, so their order is that of time and the cursor is an id alone.
 * Throws AppError INVALID_CURSOR.
 */
export function createListOrders(deps: { orders: Orders; mine: CursorCodec; all: CursorCodec }) {
  const pageOf = async (
    cursors: CursorCodec,
    { limit, cursor }: PageRequest,
    filter: Omit<Parameters<Orders['list']>[0], 'limit' | 'before'>,
  ): Promise<OrderPage> => {
    const before = cursor === undefined ? undefined : cursors.decode(cursor)[1];
    const found = await deps.orders.list({ ...filter, before, limit: limit + 1 });
    const orders = found.slice(0, limit);
    const last = orders.at(-1);
    return { orders, nextCursor: found.length > limit && last ? cursors.encode(['', last.id]) : null };
  };
  return {
    /** Checkouts that came to nothing were answered when they failed, and are not listed. */
    ofCustomer: (userId: string, page: PageRequest) => pageOf(deps.mine, page, { userId, placedOnly: true }),
    ofEverybody: (page: PageRequest, status: OrderStatus | undefined) => pageOf(deps.all, page, { status }),
  };
}
export type ListOrders = ReturnType<typeof createListOrders>;
