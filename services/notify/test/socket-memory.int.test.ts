import path from 'node:path';
import {
  heapBytes,
  heapProbe,
  openManySockets,
  spawnService,
  until,
  type SocketHandshake,
  type SpawnedService,
} from '@chowk/testing';
import { newPerson, startNotify, type NotifyFixture } from './fixture.ts';

/** Sockets that come first, so that what is made once for all is there: compiled code, pools, caches. */
const WARM_UP = 300;
const SOCKETS = process.env.CHAOS ? 3_000 : 500;

let fixture: NotifyFixture;
let notify: SpawnedService;
let bare: SpawnedService;

beforeAll(async () => {
  fixture = await startNotify();
  [notify, bare] = await Promise.all([
    spawnService({
      main: path.join(import.meta.dirname, '../src/main.ts'),
      env: { ...fixture.env(), ...heapProbe() },
    }),
    spawnService({ main: path.join(import.meta.dirname, 'bare-socket-io.ts'), env: heapProbe() }),
  ]);
}, 60_000);

afterAll(async () => {
  await Promise.all([notify.stop(), bare.stop()]);
  await fixture.stop();
}, 60_000);

const person = (): SocketHandshake => ({
  headers: fixture.keys.headers('notify'),
  auth: { token: fixture.token(newPerson()) },
});

/** Bytes of heap for each of many idle sockets, after garbage collection. */
async function heapPerSocket(service: SpawnedService, handshakeOf?: () => SocketHandshake): Promise<number> {
  const warm = await openManySockets(service.url, WARM_UP, handshakeOf);
  const before = await heapBytes(service);
  const idle = await openManySockets(service.url, SOCKETS, handshakeOf);
  const after = await heapBytes(service);
  expect(idle.sockets.filter(({ connected }) => connected)).toHaveLength(SOCKETS);
  warm.close();
  idle.close();
  return (after - before) / SOCKETS;
}

test('an idle socket with its identity, stream and revocation weighs at most 1.2 times a bare one', async () => {
  const ours = await heapPerSocket(notify, person);
  const theirs = await heapPerSocket(bare);
  expect(theirs).toBeGreaterThan(5_000);
  expect(ours / theirs).toBeLessThan(1.2);
}, 120_000);

test('sockets that have closed leave nothing behind', async () => {
  const openAndClose = async () => (await openManySockets(notify.url, 200, person)).close();
  await openAndClose();
  const before = await heapBytes(notify);
  await openAndClose();
  await openAndClose();
  await until('it is free again', async () => (await heapBytes(notify)) - before < 400 * 1_500, 20_000, 250);
}, 60_000);
