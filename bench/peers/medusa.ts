import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@chowk/devstack';
import { treeOf } from '../harness/processes.ts';
import type { Shop } from '../harness/shop.ts';
import { installPeer, peerTitle } from './packages.ts';
import type { Postgres } from './postgres.ts';
import { answers, peerEnv, startPeer } from './start-peer.ts';

interface Seeded {
  publishableKey: string;
  regionId: string;
  variants: string[];
}

const ADDRESS = {
  first_name: 'Asha',
  last_name: 'Rao',
  address_1: '12 Church Street',
  city: 'Bengaluru',
  postal_code: '560001',
  country_code: 'in',
};

/** Medusa with its defaults, on PostgreSQL, in production mode; a checkout is seven requests of a storefront. */
export async function openMedusa(
  buyers: number,
  postgres: Postgres,
  progress: (line: string) => void,
): Promise<Shop> {
  const folder = await installPeer('medusa', progress);
  const port = await freePort();
  const env = { NODE_ENV: 'production', DATABASE_URL: await postgres.database('medusa') };
  const cli = path.join(folder, 'node_modules/@medusajs/cli/cli.js');
  const medusa = (...args: string[]) =>
    promisify(execFile)(process.execPath, [cli, ...args], {
      cwd: folder,
      env: { ...peerEnv(), ...env },
      timeout: 240_000,
      maxBuffer: 1e8,
    });
  progress(`making the tables of ${peerTitle('medusa')}, and filling them`);
  await medusa('db:migrate');
  await medusa('exec', './seed.js');
  const seeded = JSON.parse(readFileSync(path.join(folder, 'seeded.json'), 'utf8')) as Seeded;
  if (seeded.variants.length < buyers) throw new Error(`only ${seeded.variants.length} products are there`);
  progress(`starting ${peerTitle('medusa')}`);
  const url = `http://127.0.0.1:${port}`;
  const server = await startPeer({
    name: 'medusa',
    folder,
    args: [cli, 'start', '--port', String(port)],
    env,
    ready: () => answers(`${url}/health`),
  });
  const ask = createStoreClient(url, seeded.publishableKey);
  return {
    name: peerTitle('medusa'),
    processes: { medusa: () => treeOf(server.pid), postgresql: () => treeOf(postgres.pid) },
    async checkout(buyer) {
      const items = [{ variant_id: seeded.variants[buyer]!, quantity: 1 }];
      const email = `buyer${buyer}@example.com`;
      const { cart } = await ask('/store/carts', { region_id: seeded.regionId, email, items });
      await ask(`/store/carts/${cart.id}`, { shipping_address: ADDRESS, billing_address: ADDRESS });
      const { shipping_options: options } = await ask(`/store/shipping-options?cart_id=${cart.id}`);
      await ask(`/store/carts/${cart.id}/shipping-methods`, { option_id: options[0].id });
      const { payment_collection: collection } = await ask('/store/payment-collections', {
        cart_id: cart.id,
      });
      await ask(`/store/payment-collections/${collection.id}/payment-sessions`, {
        provider_id: 'pp_system_default',
      });
      const { type } = await ask(`/store/carts/${cart.id}/complete`, {});
      if (type !== 'order') throw new Error(`the cart became ${String(type)}`);
    },
    stop: async () => void (await server.stop()),
  };
}

function createStoreClient(url: string, publishableKey: string) {
  const headers = { 'content-type': 'application/json', 'x-publishable-api-key': publishableKey };
  // Each route answers with fields of its own; whoever asks knows them.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  return async (route: string, body?: object): Promise<Record<string, any>> => {
    const response = await fetch(url + route, {
      headers,
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${route}: ${response.status} ${text.slice(0, 500)}`);
    return JSON.parse(text);
  };
}
