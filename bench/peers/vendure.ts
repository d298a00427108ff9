import path from 'node:path';
import { freePort } from '@chowk/devstack';
import { treeOf } from '../harness/processes.ts';
import type { Shop } from '../harness/shop.ts';
import { createGraphqlSession } from './graphql.ts';
import type { Postgres } from './postgres.ts';
import { installPeer, peerTitle } from './packages.ts';
import { startPeer } from './start-peer.ts';

const ADD = `mutation ($id: ID!) { addItemToOrder(productVariantId: $id, quantity: 1) { __typename ... on ErrorResult { errorCode message } } }`;
const CUSTOMER = `mutation ($email: String!) { setCustomerForOrder(input: { firstName: "Asha", lastName: "Rao", emailAddress: $email }) { __typename ... on ErrorResult { errorCode message } } }`;
const ADDRESS = `mutation { setOrderShippingAddress(input: { streetLine1: "12 Church Street", city: "Bengaluru", postalCode: "560001", countryCode: "IN" }) { __typename ... on ErrorResult { errorCode message } } }`;
const METHODS = `query { eligibleShippingMethods { id } }`;
const SHIP = `mutation ($ids: [ID!]!) { setOrderShippingMethod(shippingMethodId: $ids) { __typename ... on ErrorResult { errorCode message } } }`;
const ARRANGE = `mutation { transitionOrderToState(state: "ArrangingPayment") { __typename ... on ErrorResult { errorCode message } } }`;
const PAY = `mutation { addPaymentToOrder(input: { method: "standard-payment", metadata: {} }) { __typename ... on Order { state } ... on ErrorResult { errorCode message } } }`;

/** Vendure as its guide sets it up, on PostgreSQL, in production mode; a checkout is seven requests of a storefront. */
export async function openVendure(
  buyers: number,
  postgres: Postgres,
  progress: (line: string) => void,
): Promise<Shop> {
  const folder = await installPeer('vendure', progress);
  progress(`starting ${peerTitle('vendure')}`);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = await startPeer({
    name: 'vendure',
    folder,
    args: [path.join(folder, 'server.mjs')],
    env: { NODE_ENV: 'production', PORT: String(port), DATABASE_URL: await postgres.database('vendure') },
    ready: (lines) => lines.includes('ready'),
  });
  const shopApi = `${url}/shop-api`;
  const { products } = await createGraphqlSession(shopApi)(
    `query ($take: Int!) { products(options: { take: $take }) { items { variants { id } } } }`,
    { take: buyers },
  );
  const people = Array.from({ length: buyers }, (_, i) => ({
    ask: createGraphqlSession(shopApi),
    variantId: products.items[i].variants[0].id as string,
    email: `buyer${i}@example.com`,
  }));
  return {
    name: peerTitle('vendure'),
    processes: { vendure: () => [server.pid], postgresql: () => treeOf(postgres.pid) },
    async checkout(buyer) {
      const { ask, variantId, email } = people[buyer]!;
      await ask(ADD, { id: variantId });
      await ask(CUSTOMER, { email });
      await ask(ADDRESS);
      const { eligibleShippingMethods } = await ask(METHODS);
      await ask(SHIP, { ids: [eligibleShippingMethods[0].id] });
      await ask(ARRANGE);
      const { addPaymentToOrder } = await ask(PAY);
      if (addPaymentToOrder.state !== 'PaymentSettled') throw new Error(JSON.stringify(addPaymentToOrder));
    },
    stop: async () => void (await server.stop()),
  };
}
