import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@chowk/client';
import { SERVICES, type ServiceHandle, type ServiceName } from '@chowk/devstack';
import { until } from '@chowk/testing';
import { expectWhole } from './support/checkers.ts';
import { startHouse, type House } from './support/house.ts';
import { Shopper } from './support/shopper.ts';
import { keepReadyList } from './support/ready-list.ts';

// CHAOS=1: every process of every service, three rounds. The suite's form: one of those that a checkout needs most.
const IS_LONG = Boolean(process.env['CHAOS']);
const ROUNDS = IS_LONG ? 3 : 1;
const ROLLED: readonly ServiceName[] = IS_LONG ? SERVICES : ['orders', 'wallet', 'gateway'];
const REPLICAS = Object.fromEntries(ROLLED.map((name) => [name, 2])) as Record<ServiceName, number>;
const FUNDS = 5_000_000;
const PRICE = 1_000;
const STOCK = 100_000;
const BUYERS = 4;
const READERS = 6;

let house: House;
beforeAll(async () => {
  // Long enough for whoever hands out gateways to see that one is not ready any more.
  house = await startHouse({ replicas: REPLICAS, extraEnv: { SHUTDOWN_DELAY_MS: '1000' } });
}, 120_000);
afterAll(() => house.stop());

test(`${ROLLED.join(', ')}: every service is restarted by SIGTERM, one process after another, under POST and GET load, ${ROUNDS} times: not one request fails`, async () => {
  const product = { ...(await house.newProduct(STOCK, PRICE)), stock: STOCK };
  const shoppers: Shopper[] = [];
  for (let i = 0; i < BUYERS; i++) shoppers.push(new Shopper(await house.newPerson(FUNDS), FUNDS));
  // As a load balancer does: new requests go to gateways that say they are ready.
  const gateways = await keepReadyList(house.stack.replicas.gateway.map(({ url }) => url));

  const ending = new AbortController();
  const failures: string[] = [];
  const counts = { get: 0, post: 0 };
  const attempt = async (act: () => Promise<{ ok: boolean; status: number }>) => {
    counts.get += 1;
    const at = new Date().toISOString();
    try {
      const { ok, status } = await act();
      if (!ok) failures.push(`${at} get ${status}`);
    } catch (error) {
      const cause = (error as Error).cause as { code?: string } | undefined;
      failures.push(`${at} get ${cause?.code ?? String(error)}`);
    }
  };
  const read = async (i: number): Promise<void> => {
    const { person } = shoppers[i % BUYERS]!;
    while (!ending.signal.aborted) {
      const chowk = createClient({ baseUrl: gateways.next(), token: () => person.accessToken });
      const reads = [chowk.listProducts, chowk.listOrders, chowk.getWalletBalance, chowk.listNotifications];
      await attempt(() => reads[counts.get % reads.length]!());
      await sleep(20);
    }
  };
  const buy = async (shopper: Shopper): Promise<void> => {
    while (!ending.signal.aborted) {
      counts.post += 1;
      const { at, refusal } = await shopper.buy(product, 0, gateways.next());
      if (refusal !== undefined) failures.push(`${new Date(at).toISOString()} post ${refusal}`);
      await sleep(50);
    }
  };
  const load = Promise.all([
    ...Array.from({ length: READERS }, (_, i) => read(i)),
    ...shoppers.map((shopper) => buy(shopper)),
  ]);

  const all: ServiceHandle[] = ROLLED.flatMap((name) => house.stack.replicas[name]);
  const toRestart = IS_LONG ? all : all.filter(({ replica }) => replica === 2);
  for (let round = 1; round <= ROUNDS; round++) {
    for (const handle of toRestart) {
      const { code, signal } = await handle.stop(60_000);
      expect([handle.name, code, signal]).toEqual([handle.name, 0, null]);
      await handle.start();
      await until(`${handle.name} is ready`, async () => (await fetch(`${handle.url}/readyz`)).ok);
    }
  }
  ending.abort();
  await load;
  gateways.stop();

  expect(failures).toEqual([]);
  expect(counts.post).toBeGreaterThan(10);
  expect(counts.get).toBeGreaterThan(100);
  console.info('rolled', {
    processes: toRestart.length * ROUNDS,
    ...counts,
    ...(await expectWhole(house, shoppers, product)),
  });
}, 900_000);
