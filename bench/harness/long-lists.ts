import { orThrow } from '@chowk/client';
import { inr, phoneNumber, TestUser, until } from '@chowk/testing';
import { MongoClient, type Collection, type Document } from 'mongodb';
import { makeShop, type ChowkStack } from './chowk.ts';
import { cloneRow, fill, nextId } from './clone-rows.ts';

/** A list that can be made long. */
interface Growing {
  collection: Collection<Document>;
  row: (n: number) => Document;
}

export interface LongLists {
  /** Whose orders, notifications, entries and payments they are. */
  buyer: TestUser;
  shop: { categoryId: string; storeId: string };
  /** One that is in stock. */
  productId: string;
  /** Brings every list to this many rows. */
  growTo(rows: number): Promise<void>;
  close(): Promise<void>;
}

const SHARE_IN_STOCK = 10;
const SHARE_RARE = 1_000;

/**
 * One of each is made as people make it, through the gateway; the others are rows like it, so that they have
 * whatever fields the services have come to keep.
 */
export async function makeLongLists(
  { admin, addresses, prefix }: ChowkStack,
  mongodbUri: string,
): Promise<LongLists> {
  const shop = await makeShop(admin);
  const buyer = await TestUser.signIn(addresses, phoneNumber(1));
  await buyer.topUp(10_000_000);
  const sold = await makeProduct(admin, shop, 'IN', 1_000_000);
  await makeProduct(admin, shop, 'OUT', 0);
  await buyer.addToCart(sold.productId, 1, sold.variantId);
  await orThrow(buyer.placeOrder());
  await until('the order is told of', async () => {
    const { items } = (await orThrow(buyer.chowk.listNotifications())).data;
    return items.length > 0;
  });

  const client = await MongoClient.connect(mongodbUri);
  const collection = (service: string, name: string): Collection<Document> =>
    client.db(`${prefix}_${service}`).collection(name);
  const one = async (from: Collection<Document>, filter: Document): Promise<Document> => {
    const [found] = await from.find(filter).sort({ _id: -1 }).limit(1).toArray();
    if (!found) throw new Error(`no row of ${from.namespace} is ${JSON.stringify(filter)}`);
    return found;
  };
  const lists: Growing[] = [
    ...(await catalogLists(collection, one)),
    ...(await personalLists(collection, one, buyer.userId)),
  ];
  let rows = 0;
  return {
    buyer,
    shop,
    productId: sold.productId,
    async growTo(wanted) {
      for (const { collection: into, row } of lists) {
        await fill(into, rows, wanted, row);
        // Statistics of what was filled by the thousand; a server in use has them by itself.
        await into.db.command({ compact: into.collectionName }).catch(() => undefined);
      }
      rows = wanted;
    },
    close: () => client.close(),
  };
}

type Choose = (service: string, name: string) => Collection<Document>;
type One = (from: Collection<Document>, filter: Document) => Promise<Document>;

async function catalogLists(collection: Choose, one: One): Promise<Growing[]> {
  const [products, stock, stores] = ['products', 'stock', 'stores'].map((name) =>
    collection('catalog', name),
  ) as [Collection<Document>, Collection<Document>, Collection<Document>];
  const templates = await Promise.all(
    ['IN', 'OUT'].map(async (name) => ({
      product: await one(products, { name: `Thing ${name}` }),
      stocked: await one(stock, { _id: `SKU-${name}` as never }),
    })),
  );
  const templateOf = (n: number) => templates[n % SHARE_IN_STOCK === 0 ? 0 : 1]!;
  const store = await one(stores, {});
  return [
    {
      collection: products,
      row(n) {
        const { product } = templateOf(n);
        const amount = 1_000 + ((n * 7_919) % 50_000);
        const priceOf = (price: Document): Document => ({ ...price, amount });
        const isRare = n % SHARE_RARE === 0;
        const variants = (product['variants'] as Document[]).map((variant) => ({
          ...variant,
          id: nextId(String(variant['id']), n),
          sku: `${String(variant['sku'])}-${n}`,
          price: { original: priceOf(variant['price'].original), selling: priceOf(variant['price'].selling) },
        }));
        return cloneRow(product, n, {
          name: `Thing ${n}`,
          words: [...(product['words'] as string[]), ...(isRare ? ['zebra'] : [])],
          featured: isRare,
          priceFrom: priceOf(product['priceFrom']),
          variants,
        });
      },
    },
    {
      collection: stock,
      row(n) {
        const { product, stocked } = templateOf(n);
        return cloneRow(stocked, n, { productId: nextId(String(product['_id']), n) });
      },
    },
    {
      collection: stores,
      row(n) {
        // Over some 40 km, evenly enough and the same in each run.
        const coordinates = [
          77.605 + ((n * 0.618) % 1) * 0.36 - 0.18,
          12.975 + ((n * 0.755) % 1) * 0.36 - 0.18,
        ];
        return cloneRow(store, n, { name: `Store ${n}`, location: { type: 'Point', coordinates } });
      },
    },
  ];
}

async function personalLists(collection: Choose, one: One, userId: string): Promise<Growing[]> {
  const orders = collection('orders', 'orders');
  const notifications = collection('notify', 'notifications');
  const entries = collection('wallet', 'ledger_entries');
  const payments = collection('wallet', 'payments');
  const order = await one(orders, { userId });
  const notification = await one(notifications, { userId });
  const entry = await one(entries, { account: `user:${userId}:available/INR`, kind: 'topup' });
  // Not one that its provider is still asked about.
  const { nextCheckAt: _, ...payment } = await one(payments, { userId, purpose: 'topup' });
  // Far from what the person's own rows have by now.
  const far = (n: number): number => n + 1_000;
  return [
    { collection: orders, row: (n) => cloneRow(order, n, { number: `${String(order['number'])}-${n}` }) },
    {
      collection: notifications,
      row: (n) => cloneRow(notification, far(n), { eventId: `${String(notification['eventId'])}-${n}` }),
    },
    {
      collection: entries,
      row: (n) => cloneRow(entry, far(n), { transferId: `${String(entry['transferId'])}-${n}` }),
    },
    {
      collection: payments,
      row: (n) => cloneRow(payment, n, { providerOrderId: `${String(payment['providerOrderId'])}-${n}` }),
    },
  ];
}

async function makeProduct(
  { chowk }: TestUser,
  shop: { categoryId: string; storeId: string },
  name: string,
  stock: number,
): Promise<{ productId: string; variantId: string }> {
  const price = { original: inr(1_000), selling: inr(1_000) };
  const variants = [{ sku: `SKU-${name}`, stock, price }];
  const body = { name: `Thing ${name}`, ...shop, variants, gstRateBps: 1800, hsn: '8471' };
  const { product } = (await orThrow(chowk.createProduct({ body }))).data;
  return { productId: product.id, variantId: product.variants[0]!.id };
}
