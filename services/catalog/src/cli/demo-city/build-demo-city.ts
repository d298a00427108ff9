import { createHash } from 'node:crypto';
import { money, type Money } from '@chowk/money';
import type { Category } from '../../categories/domain/category.ts';
import { lowestPrice, searchWords, type Product, type Variant } from '../../products/domain/product.ts';
import { newStock, type Stock } from '../../stock/domain/stock.ts';
import { WEEKDAYS } from '../../stores/domain/opening-hours.ts';
import type { Store } from '../../stores/domain/store.ts';
import { CATEGORIES } from './demo-categories.ts';
import { SHELVES } from './demo-products.ts';
import { STORES } from './demo-stores.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const OPENED = new Date('2026-01-26T04:30:00Z');

const rupees = (amount: number): Money => money(amount * 100, 'INR');

/** Bytes that depend on nothing but a name, so that seeding again makes the same rows. */
const bytesOf = (name: string): Buffer => createHash('sha256').update(`chowk demo city: ${name}`).digest();

/** An id in the shape of a ULID. */
const idOf = (prefix: string, name: string): string =>
  `${prefix}_0${[...bytesOf(`${prefix} ${name}`).subarray(0, 25)].map((byte) => CROCKFORD[byte % 32]).join('')}`;

/** A number from 0 to below `below`, the same for the same name. */
const pick = (name: string, below: number): number => bytesOf(name).readUInt32BE(0) % below;

const slugOf = (text: string): string => searchWords(text).join('-');

const buildCategories = (): Category[] =>
  CATEGORIES.map(({ slug, parent, ...category }, index) => ({
    id: idOf('cat', slug),
    slug,
    ...category,
    parentId: parent === undefined ? null : idOf('cat', parent),
    sortOrder: (index + 1) * 10,
    icon: slug,
    image: `/media/demo/categories/${slug}.webp`,
    tags: [],
    version: 1,
  }));

/** The five demo merchants, under the ids that auth's demo data gives them. */
const merchantId = (index: number): string => `usr_${`M0${(index % 5) + 1}`.padStart(26, '0')}`;

const buildStores = (): Store[] =>
  STORES.map((store, index) => ({
    id: idOf('str', store.slug),
    name: store.name,
    description: store.description,
    categoryIds: [
      ...new Set([
        idOf('cat', store.category),
        ...SHELVES.filter((shelf) => shelf.store === store.slug).map((shelf) => idOf('cat', shelf.category)),
      ]),
    ],
    ownerUserId: merchantId(index),
    address: {
      line1: store.line1,
      area: store.area,
      city: 'Indore',
      state: 'Madhya Pradesh',
      pincode: store.pincode,
    },
    location: { lat: store.lat, lng: store.lng },
    hours: {
      zone: 'Asia/Kolkata',
      weekly: WEEKDAYS.filter((day) => day !== store.closedOn).map((day) => ({
        day,
        opens: store.opens,
        closes: store.closes,
      })),
    },
    minimumOrder: rupees(store.minimumOrder),
    deliveryFee: rupees(store.deliveryFee),
    deliveryRadiusMetres: 3_000 + pick(`${store.slug} radius`, 8) * 1_000,
    gstin: null,
    image: `/media/demo/stores/${store.slug}.webp`,
    active: true,
    partner: store.partner,
    cashbackBps: store.cashbackBps,
    version: 1,
    createdAt: OPENED,
  }));

function buildProducts(): { products: Product[]; stock: Stock[] } {
  const products: Product[] = [];
  const stock: Stock[] = [];
  for (const shelf of SHELVES) {
    const store = STORES.find(({ slug }) => slug === shelf.store)!;
    for (const [name, price] of shelf.goods) {
      const key = `${shelf.store} ${name}`;
      const id = idOf('prd', key);
      // Every fourth thing or so is reduced, by 5 to 25 percent.
      const reduction = pick(`${key} reduced`, 4) === 0 ? 5 + pick(`${key} by`, 5) * 5 : 0;
      const values = shelf.choice?.values ?? [['', 100] as const];
      const variants = values.map(([value, percent], index): Variant => {
        const original = Math.round((price * percent) / 100);
        return {
          id: idOf('var', `${key} ${value}`),
          sku: `IND-${id.slice(-8)}-${index + 1}`,
          options: shelf.choice ? { [shelf.choice.option]: value } : {},
          price: {
            original: rupees(original),
            selling: rupees(Math.round((original * (100 - reduction)) / 100)),
          },
          barcode: null,
        };
      });
      const category = CATEGORIES.find(({ slug }) => slug === shelf.category)!;
      const tags = [category.name, store.area];
      products.push({
        id,
        name,
        description: `${name} from ${store.name}, ${store.area}. ${store.description}`,
        brand: null,
        storeId: idOf('str', shelf.store),
        categoryId: idOf('cat', shelf.category),
        options: shelf.choice ? [{ name: shelf.choice.option, values: values.map(([value]) => value) }] : [],
        variants,
        priceFrom: lowestPrice(variants),
        gstRateBps: shelf.gst,
        hsn: shelf.hsn,
        taxInclusive: true,
        specifications: [{ name: 'Sold by', value: store.name }],
        tags,
        images: [`/media/demo/products/${slugOf(name)}.webp`],
        featured: pick(`${key} featured`, 10) === 0,
        version: 1,
        createdAt: new Date(OPENED.getTime() + products.length * 3_600_000),
      });
      for (const { sku } of variants) {
        stock.push(
          newStock({
            sku,
            productId: id,
            storeId: idOf('str', shelf.store),
            // Some things are sold out, as in any shop.
            onHand: pick(`${sku} sold out`, 20) === 0 ? 0 : 8 + pick(`${sku} stock`, 90),
            threshold: 5,
            productVersion: 1,
          }),
        );
      }
    }
  }
  return { products, stock };
}

/** All of the demo city; the same every time. */
export const buildDemoCity = () => ({
  categories: buildCategories(),
  stores: buildStores(),
  ...buildProducts(),
});
