// MONGODB_URI=... node packages/claims/bench/throughput.ts [part of a name]
// Figures for docs/adr/0014-claims.md: 16 clients on two processes' worth of connections, medians of rounds.
import { connectMongo } from '@chowk/runtime/mongo';
import { newId } from '@chowk/runtime/ids';
import { createClaimCollections, createClaims, type Claims } from '../src/index.ts';
import { resourceCollection } from '../src/persistence/claims.model.ts';

const ROUNDS = 5;
const CLIENTS = 16;
const HOUR = 3_600_000;

const database = newId('bench');
const connections = await Promise.all(
  [0, 1].map(() => connectMongo({ uri: process.env.MONGODB_URI!, database, poolSize: 20 })),
);
await createClaimCollections(connections[0]!);
const replicas = connections.map((connection) =>
  createClaims({ connection, retention: { endedDays: 30, confirmedDays: 400 } }),
);

interface Scenario {
  name: string;
  /** What is counted. */
  unit: string;
  calls: number;
  /** Prepares a round; the call is handed its number. */
  prepare(): Promise<(claims: Claims, n: number) => Promise<unknown>>;
}

const count = (limit = 1e9) => ({ kind: 'count' as const, id: newId('cpn'), limit });
const hall = (size: number) => ({
  kind: 'seat' as const,
  id: newId('hall'),
  seats: Array.from({ length: size }, (_, n) => `s${n}`),
});
const day = () => ({ kind: 'interval' as const, id: newId('exp'), window: { from: 0, to: 1440 } });
const ids = <T>(n: number, make: () => T): T[] => Array.from({ length: n }, make);

/** A resource with so many holds on it that nobody confirms; written as it would be, for claiming takes long. */
async function crowded(holds: number) {
  const { id, ...bounds } = count();
  const at = new Date();
  const claims = Array.from({ length: holds }, () => ({
    id: newId('ord'),
    state: 'held' as const,
    content: { quantity: 1 },
    at,
    expiresAt: new Date(at.getTime() + HOUR),
  }));
  await resourceCollection(connections[0]!).insertOne({
    _id: id,
    bounds,
    used: 0,
    epoch: 0,
    changes: 0,
    claims,
  });
  return { id, ...bounds };
}

const scenarios: Scenario[] = [
  ...[1, 200].map((resources) => ({
    name: `count, claim and confirm, ${resources} documents`,
    unit: 'pairs',
    calls: 1_000,
    prepare: async () => {
      const on = ids(resources, () => count());
      return async (claims: Claims, n: number) => {
        const id = newId('ord');
        await claims.claim(on[n % resources]!, { id, quantity: 1, ttlMs: HOUR });
        await claims.confirm(on[n % resources]!, id);
      };
    },
  })),
  ...[1, 200].map((resources) => ({
    name: `count, in one step, ${resources} documents`,
    unit: 'claims',
    calls: 1_000,
    prepare: async () => {
      const on = ids(resources, () => count());
      return (claims: Claims, n: number) =>
        claims.claimAndConfirm(on[n % resources]!, { id: newId('scn'), quantity: 1 });
    },
  })),
  {
    name: 'count, refused, 1 document',
    unit: 'refusals',
    calls: 1_000,
    prepare: async () => {
      const on = count(1);
      await replicas[0]!.claimAndConfirm(on, { id: 'ord_0', quantity: 1 });
      return (claims) => claims.claim(on, { id: newId('ord'), quantity: 1, ttlMs: HOUR });
    },
  },
  ...[1_000, 4_000].map((holds) => ({
    name: `count, in one step, 1 document with ${holds} open holds`,
    unit: 'claims',
    calls: 200,
    prepare: async () => {
      const on = await crowded(holds);
      return (claims: Claims) => claims.claimAndConfirm(on, { id: newId('scn'), quantity: 1 });
    },
  })),
  ...[1, 50].map((resources) => ({
    name: `seat, claim and confirm, ${resources} documents`,
    unit: 'pairs',
    calls: 500,
    prepare: async () => {
      const on = ids(resources, () => hall(500 / resources));
      return async (claims: Claims, n: number) => {
        const id = newId('bkg');
        const seats = [`s${Math.floor(n / resources)}`];
        await claims.claim(on[n % resources]!, { id, seats, ttlMs: HOUR });
        await claims.confirm(on[n % resources]!, id);
      };
    },
  })),
  ...[1, 50].map((resources) => ({
    name: `interval, claim and confirm and release, ${resources} documents`,
    unit: 'triples',
    calls: 500,
    prepare: async () => {
      const on = ids(resources, day);
      return async (claims: Claims, n: number) => {
        const id = newId('apt');
        // 48 slots of half an hour and 16 clients: now and then two want the same.
        const from = (Math.floor(n / resources) % 48) * 30;
        await claims.claim(on[n % resources]!, { id, from, to: from + 30, ttlMs: HOUR });
        await claims.confirm(on[n % resources]!, id);
        await claims.release(on[n % resources]!, id);
      };
    },
  })),
];

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

const asked = process.argv[2] ?? '';
for (const { name, unit, calls, prepare } of scenarios.filter((one) => one.name.includes(asked))) {
  const rates: number[] = [];
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const call = await prepare();
    let next = 0;
    const begun = performance.now();
    await Promise.all(
      Array.from({ length: CLIENTS }, async (_, client) => {
        while (next < calls) {
          const start = performance.now();
          await call(replicas[client % 2]!, next++);
          if (round > 0) times.push(performance.now() - start);
        }
      }),
    );
    if (round > 0) rates.push((calls / (performance.now() - begun)) * 1_000);
  }
  times.sort((a, b) => a - b);
  const [p50, p99] = [0.5, 0.99].map((part) => times[Math.floor(times.length * part)]!.toFixed(0));
  process.stdout.write(`${name}: ${median(rates).toFixed(0)} ${unit}/s, p50 ${p50} ms, p99 ${p99} ms\n`);
}
await connections[0]!.dropDatabase();
await Promise.all(connections.map((connection) => connection.close()));
