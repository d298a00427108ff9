import { startChowk } from '../harness/chowk.ts';
import type { BenchContext } from '../harness/context.ts';
import { makeLongLists, type LongLists } from '../harness/long-lists.ts';
import { percentile } from '../harness/medians.ts';
import { circumstances, type Figures, type Outcome, type Row } from '../harness/outcome.ts';
import { roundsEach } from '../harness/rounds.ts';

const SIZES = [200, 2_000, 20_000];
/** Requests of each route in a round, one after the other. */
const SAMPLES = 10;
const WARM_UP = 3;

/** Every list that can grow, and one request beside them that does not. */
const routesOf = ({ shop, productId }: LongLists): Record<string, string> => ({
  'products, newest': '/api/v1/products?limit=20',
  'products by price': '/api/v1/products?limit=20&sort=price_asc',
  'products by price, falling': '/api/v1/products?limit=20&sort=price_desc',
  'products by name': '/api/v1/products?limit=20&sort=name',
  'products, a word of all': '/api/v1/products?limit=20&q=thing',
  'products, a rare word': '/api/v1/products?limit=20&q=zebra',
  'products, no such word': '/api/v1/products?limit=20&q=nomatch',
  'products of a category': `/api/v1/categories/${shop.categoryId}/products?limit=20`,
  'products of a store': `/api/v1/stores/${shop.storeId}/products?limit=20`,
  'products in a band of prices': '/api/v1/products?limit=20&minPrice=2000&maxPrice=2050',
  'products, featured': '/api/v1/products?limit=20&featured=true',
  'products in stock': '/api/v1/products?limit=20&inStock=true',
  'stores by name': '/api/v1/stores?limit=20',
  'stores of a category': `/api/v1/categories/${shop.categoryId}/stores?limit=20`,
  'stores within 5 km': '/api/v1/stores/nearby?lat=12.975&lng=77.605&radius=5000&limit=20',
  'stores within 20 km': '/api/v1/stores/nearby?lat=12.975&lng=77.605&radius=20000&limit=20',
  'my orders': '/api/v1/orders?limit=20',
  'my notifications': '/api/v1/notifications?limit=20',
  'my notifications, unread': '/api/v1/notifications?limit=20&unread=true',
  'unread, counted': '/api/v1/notifications/unread-count',
  'my transactions': '/api/v1/wallet/transactions?limit=20',
  'my transactions, top-ups': '/api/v1/wallet/transactions?limit=20&type=topup',
  'my transactions, refunds (none)': '/api/v1/wallet/transactions?limit=20&type=refund',
  'my payments': '/api/v1/payments?limit=20',
  'one product (no list)': `/api/v1/products/${productId}`,
});

/** Answers of list routes while the lists grow: one person asks, one request after the other, through the gateway. */
export async function benchLists({ stores, progress }: BenchContext): Promise<Outcome> {
  progress('starting Chowk, and making one of each');
  const chowk = await startChowk(stores);
  const rounds: Outcome['rounds'] = [];
  try {
    const lists = await makeLongLists(chowk, stores.mongodbUri);
    const routes = routesOf(lists);
    const times = new Map<string, number[]>();
    for (const size of SIZES) {
      progress(`filling the lists to ${size} rows`);
      await lists.growTo(size);
      for (const route of Object.values(routes)) await ask(lists, route, WARM_UP);
      for (let round = 1; round <= roundsEach(); round++) {
        for (const [name, route] of Object.entries(routes)) {
          const own = await ask(lists, route, SAMPLES);
          rounds.push({ contender: `${name}, ${size} rows`, figures: figuresOf(own) });
          const key = `${name}/${size}`;
          times.set(key, [...(times.get(key) ?? []), ...own]);
        }
        progress(`${size} rows: round ${round}/${roundsEach()}`);
      }
    }
    await lists.close();
    const rows = Object.keys(routes).map((name): Row => {
      const of = (size: number, percent: number): number =>
        percentile(times.get(`${name}/${size}`)!, percent);
      return {
        name,
        figures: {
          ...Object.fromEntries(
            SIZES.flatMap((size) => [
              [`${size}: p50 ms`, of(size, 50)],
              [`p99 (${size})`, of(size, 99)],
            ]),
          ),
          [`${SIZES.at(-1)} over ${SIZES[0]}`]: of(SIZES.at(-1)!, 50) / of(SIZES[0]!, 50),
        },
      };
    });
    const charted = rows.toSorted((a, b) => growth(b) - growth(a)).slice(0, 8);
    return {
      suite: 'lists',
      ...circumstances(),
      roundsEach: roundsEach(),
      rounds,
      tables: [{ title: 'Lists of that many rows', rows }],
      charts: [
        {
          title: 'The eight lists that grow the most',
          unit: 'ms, p50',
          x: SIZES.map((size) => `${size} rows`),
          series: charted.map(({ name, figures }) => ({
            name,
            values: SIZES.map((size) => figures[`${size}: p50 ms`] ?? null),
          })),
        },
      ],
      notes: [
        'Products, stores, and the orders, notifications, ledger entries and payments of one person all have that many rows; one product of ten is in stock, one of a thousand is featured or rare.',
      ],
    };
  } finally {
    await chowk.stack.stop();
  }
}

const growth = ({ figures }: Row): number => figures[`${SIZES.at(-1)} over ${SIZES[0]}`] ?? 0;

const figuresOf = (times: number[]): Figures => ({
  'p50 ms': percentile(times, 50),
  'p99 ms': percentile(times, 99),
});

/** Times in ms. @throws Error for an answer that is not 200 */
async function ask({ buyer }: LongLists, route: string, samples: number): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < samples; n++) {
    const begun = performance.now();
    const answer = await buyer.api.get(route);
    times.push(performance.now() - begun);
    if (answer.status !== 200) throw new Error(`${route}: ${answer.status} ${answer.text}`);
  }
  return times;
}
