// A Vendure shop, runs where the packages of the peer are installed: fills an empty PostgreSQL with products and
// serves. Everything that is not said here is at its default.
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { bootstrap, dummyPaymentHandler, LanguageCode } from '@vendure/core';
import { populate } from '@vendure/core/cli/index.js';

const PRODUCTS = 200;
const database = new URL(process.env.DATABASE_URL);
const config = {
  apiOptions: {
    port: Number(process.env.PORT),
    hostname: '127.0.0.1',
    adminApiPath: 'admin-api',
    shopApiPath: 'shop-api',
  },
  authOptions: {
    tokenMethod: ['bearer', 'cookie'],
    superadminCredentials: { identifier: 'bench', password: randomUUID() },
    cookieOptions: { secret: randomUUID() },
  },
  dbConnectionOptions: {
    type: 'postgres',
    synchronize: true,
    logging: false,
    host: database.hostname,
    port: Number(database.port),
    username: database.username,
    database: database.pathname.slice(1),
  },
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
};
const initialData = {
  defaultLanguage: LanguageCode.en,
  defaultZone: 'Asia',
  countries: [{ name: 'India', code: 'IN', zone: 'Asia' }],
  taxRates: [{ name: 'Standard Tax', percentage: 18 }],
  shippingMethods: [{ name: 'Standard Shipping', price: 0 }],
  paymentMethods: [
    {
      name: 'Standard Payment',
      handler: { code: dummyPaymentHandler.code, arguments: [{ name: 'automaticSettle', value: 'true' }] },
    },
  ],
  collections: [],
};
const columns =
  'name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets';
const rows = Array.from(
  { length: PRODUCTS },
  (_, i) => `Bench ${i},bench-${i},A thing,,,,,BENCH-${i},100,standard,1000000,true,,`,
);
writeFileSync('products.csv', [columns, ...rows, ''].join('\n'));

await populate(() => bootstrap(config), initialData, 'products.csv');
process.stdout.write('ready\n');
