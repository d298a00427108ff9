import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Result } from '@chowk/client';
import type { TestUser } from '@chowk/testing';

/** What one purchase came to. */
export interface Purchase {
  key: string;
  /** epoch ms */
  at: number;
  tookMs: number;
  /** How often it was sent until an answer that counts came. */
  tries: number;
  orderId?: string;
  /** Why there is none: a code of the error catalogue. */
  refusal?: string;
}

/** An answer that only says "later" settles nothing: the same key is sent again, as a good app does. */
const isUnsettled = (result: Result<'placeOrder'>): boolean =>
  !result.ok &&
  (result.status >= 500 || ['IDEMPOTENCY_IN_PROGRESS', 'RATE_LIMITED'].includes(result.error.code));

/** Somebody who buys, and remembers what was answered. */
export class Shopper {
  readonly person: TestUser;
  /** Money put into the wallet, in paise. */
  readonly funds: number;
  readonly purchases: Purchase[] = [];
  #isBusy = false;

  constructor(person: TestUser, funds: number) {
    this.person = person;
    this.funds = funds;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  /**
   * Puts one unit into the cart and buys what is there, under one key until it is answered for good.
   * `patience` is how long in ms; 0 takes the first answer as it is. `gatewayUrl` is the gateway to go through,
   * where there is a choice.
   */
  async buy(
    product: { productId: string; variantId: string },
    patience = 0,
    gatewayUrl?: string,
  ): Promise<Purchase> {
    const person = gatewayUrl === undefined ? this.person : this.person.through(gatewayUrl);
    this.#isBusy = true;
    const purchase: Purchase = { key: randomUUID(), at: Date.now(), tookMs: 0, tries: 0 };
    const began = performance.now();
    try {
      const end = began + patience;
      await this.#again(end, async () => {
        await person.addToCart(product.productId, 1, product.variantId);
        return true;
      });
      await this.#again(end, async () => {
        purchase.tries += 1;
        const result = await person.placeOrder(purchase.key);
        if (result.ok) {
          purchase.orderId = result.data.order.id;
          delete purchase.refusal;
          return true;
        }
        purchase.refusal = result.error.code;
        return !isUnsettled(result);
      });
    } catch (error) {
      purchase.refusal = (error as { code?: string }).code ?? String(error);
    }
    purchase.tookMs = performance.now() - began;
    this.purchases.push(purchase);
    this.#isBusy = false;
    return purchase;
  }

  /** Calls an order off; a refusal (it is too late) is an answer, too. */
  async cancel(orderId: string, patience: number): Promise<void> {
    await this.#again(performance.now() + patience, async () => {
      const body = { reason: 'changed my mind' };
      const { ok, status } = await this.person.chowk.cancelOrder({ path: { id: orderId }, body });
      return ok || status < 500;
    });
  }

  /** Repeats what is not settled until `end` (performance.now); the last failure is thrown. */
  async #again(end: number, act: () => Promise<boolean>): Promise<void> {
    for (;;) {
      let failure: unknown;
      try {
        if (await act()) return;
      } catch (error) {
        failure = error;
      }
      if (performance.now() >= end) {
        if (failure) throw failure;
        return;
      }
      await sleep(200);
    }
  }
}

/**
 * Purchases at a steady rate, whatever they come to, for as long as `signal` lasts; a shopper who is still
 * waiting is left out, so `late` counts the purchases that nobody was free for.
 */
export async function shopSteadily(
  shoppers: readonly Shopper[],
  product: { productId: string; variantId: string },
  options: { perSecond: number; patience: number; signal: AbortSignal },
): Promise<{ purchases: Purchase[]; late: number }> {
  const under: Array<Promise<Purchase>> = [];
  let late = 0;
  let next = 0;
  while (!options.signal.aborted) {
    const free = Array.from(shoppers.keys(), (i) => shoppers[(next + i) % shoppers.length]!).find(
      ({ isBusy }) => !isBusy,
    );
    next += 1;
    if (free) under.push(free.buy(product, options.patience));
    else late += 1;
    await sleep(1_000 / options.perSecond, undefined, { signal: options.signal }).catch(() => undefined);
  }
  return { purchases: await Promise.all(under), late };
}
