import { orThrow } from '@chowk/client';
import { until } from '@chowk/testing';
import { inventory, ledgerReport, type House } from './house.ts';
import type { Shopper } from './shopper.ts';

/** Orders of one person, all pages. */
async function ordersOf({ person }: Shopper) {
  const orders = [];
  for (let cursor: string | undefined; ;) {
    const page = await orThrow(
      person.chowk.listOrders({ query: { limit: 100, ...(cursor !== undefined && { cursor }) } }),
    );
    orders.push(...page.data.items);
    cursor = page.meta?.nextCursor ?? undefined;
    if (cursor === undefined) return orders;
  }
}

const isBought = ({ status }: { status: string }) => !['cancelled', 'failed'].includes(status);

/** How many of each thing were looked at. */
export interface Verdict {
  orders: number;
  bought: number;
  events: number;
}

/**
 * Holds what is stored against what was answered, once everything has settled:
 * - every acknowledged order is there once, and no order is there that nobody asked for
 * - each is settled: paid and taken from the stock, or nothing of either
 * - money: what each person has left is what was put in less what was bought; the ledger sums to zero
 * - stock: nothing is reserved, and what is allocated has been bought
 * - each person's stream is gapless, and tells of each order once
 */
export async function expectWhole(
  house: House,
  shoppers: readonly Shopper[],
  product: { sku: string; stock: number },
): Promise<Verdict> {
  const settled = await until(
    'every order is settled',
    async () => {
      const all = await Promise.all(shoppers.map(ordersOf));
      const stock = await inventory(house.admin, product.sku);
      const units = all
        .flat()
        .filter(isBought)
        .flatMap(({ items }) => items)
        .reduce((sum, { quantity }) => sum + quantity, 0);
      // What a cancellation gives back comes a moment after the order says that it is cancelled.
      const isQuiet =
        stock.reserved === 0 &&
        stock.allocated === units &&
        all.flat().every(({ status }) => status !== 'pending_payment');
      return isQuiet ? { all, stock, units } : undefined;
    },
    60_000,
    500,
  );
  const { all, stock, units } = settled;
  for (const [i, shopper] of shoppers.entries()) {
    const acknowledged = shopper.purchases.flatMap(({ orderId }) => orderId ?? []);
    const known = all[i]!.map(({ id }) => id);
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
    expect(acknowledged.filter((id) => !known.includes(id))).toEqual([]);
    expect(known.length).toBeLessThanOrEqual(shopper.purchases.length);
    const spent = all[i]!.filter(isBought).reduce((sum, { totals }) => sum + totals.total.amount, 0);
    await until(
      `what ${shopper.person.userId} paid is what was bought`,
      async () => {
        const balance = await shopper.person.balance();
        return balance.held === 0 && balance.available === shopper.funds - spent;
      },
      30_000,
      250,
    );
  }
  const bought = all.flat().filter(isBought);
  expect(stock).toMatchObject({ reserved: 0, allocated: units, available: product.stock - units });
  expect(await ledgerReport(house.admin)).toMatchObject({ ok: true });
  const events = await Promise.all(
    shoppers.map((shopper, i) =>
      expectToldOnce(
        shopper,
        all[i]!.filter(isBought).map(({ id }) => id),
      ),
    ),
  );
  return { orders: all.flat().length, bought: bought.length, events: events.reduce((a, b) => a + b, 0) };
}

/** The stream from its beginning: 1, 2, 3 …, and each order placed once. Returns how long it is. */
async function expectToldOnce(shopper: Shopper, orderIds: readonly string[]): Promise<number> {
  const live = await shopper.person.listen(0);
  const toldOf = (id: string) =>
    live.events.filter(
      (event) =>
        event.name === 'order_status_update' && event['orderId'] === id && event['status'] === 'placed',
    ).length;
  try {
    await until(
      `${shopper.person.userId} has heard of every order`,
      () => orderIds.every((id) => toldOf(id) > 0),
      60_000,
      100,
    );
    expect(live.events.map(({ seq }) => seq)).toEqual(live.events.map((_, i) => i + 1));
    expect(orderIds.map(toldOf)).toEqual(orderIds.map(() => 1));
    return live.events.length;
  } finally {
    live.close();
  }
}
