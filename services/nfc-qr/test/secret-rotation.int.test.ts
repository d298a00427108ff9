import { newId } from '@chowk/runtime/ids';
import { startInProcess, testClient, type InProcessService } from '@chowk/testing';
import { compose } from '../src/compose.ts';
import { configSchema } from '../src/config.ts';
import { startNfcQr, type NfcQr } from './fixture.ts';

const [old, fresh] = ['o'.repeat(32), 'n'.repeat(32)];
const settings = (names: [string, string]) => {
  const [v1, v2] = [`${names[0]}:${old}`, `${names[1]}:${fresh}`];
  return [v1, `${v2},${v1}`, v2];
};
const [qrKeys, reveals, cursors] = [settings(['a', 'b']), settings(['v1', 'v2']), settings(['v1', 'v2'])];

let service: NfcQr;
/** Replicas before, during and after a rotation of all secrets. */
let replicas: InProcessService[];
beforeAll(async () => {
  service = await startNfcQr();
  replicas = await Promise.all(
    [0, 1, 2].map((at) => {
      const secrets = {
        QR_SIGNING_KEYS: qrKeys![at]!,
        REVEAL_SECRET: reveals![at]!,
        CURSOR_SECRET: cursors![at]!,
      };
      return startInProcess({ schema: configSchema, compose, env: { ...service.env, ...secrets } });
    }),
  );
});
afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.stop()));
  await service.stop();
});

/** A client of each replica. */
const clients = (userId?: string) =>
  replicas.map(({ url }) =>
    testClient(url, service.keys.headers('nfc-qr', userId ? { userId } : undefined)),
  ) as [NfcQr['stranger'], NfcQr['stranger'], NfcQr['stranger']];
const carOf = async (client: NfcQr['stranger']) => {
  const answer = await client.post('/api/v1/cars', { carNumber: 'KA 01 X 1', carModel: 'Nexon' });
  expect(answer.status).toBe(201);
  return answer.body.data.car as { id: string; qr: { code: string } };
};
const lead = { scannerPhone: '98765 43210', scannerEmail: 'scanner@example.com' };

test('QR_SIGNING_KEYS: a printed code works until its key is gone', async () => {
  service.as('usr_prints');
  const [first, both] = clients('usr_prints');
  const [printed, next] = [(await carOf(first)).qr.code, (await carOf(both)).qr.code];
  expect([printed[9], next[9]]).toEqual(['a', 'b']);
  const statuses = (code: string) =>
    Promise.all(clients().map(async (client) => (await client.get(`/api/v1/cars/qr/${code}`)).status));
  expect(await statuses(printed)).toEqual([200, 200, 404]);
  expect(await statuses(next)).toEqual([404, 200, 200]);
});

test('REVEAL_SECRET: an earned look works until its version is gone', async () => {
  service.as('usr_reveals');
  // Its key is known to the replica before and during the rotation, so that only the token decides there.
  const { id, qr } = await carOf(clients('usr_reveals')[1]);
  const earn = async (client: NfcQr['stranger']): Promise<string> =>
    (await client.post('/api/v1/scans', { ...lead, carId: id })).body.data.reveal.token;
  const gates = async (token: string) => {
    const views = clients()
      .slice(1)
      .map((client) => client.get(`/api/v1/cars/qr/${qr.code}`, { 'x-reveal-token': token }));
    return (await Promise.all(views)).map(({ body }) => body.data.gate as boolean);
  };
  const [first, both] = clients();
  expect(await gates(await earn(first))).toEqual([false, true]);
  expect(await gates(await earn(both))).toEqual([false, false]);
});

test('a request repeated across rotations of REVEAL_SECRET is the same one', async () => {
  service.as('usr_repeats');
  const { id } = await carOf(clients('usr_repeats')[1]);
  const key = { 'idempotency-key': newId('key') };
  const leave = async (client: NfcQr['stranger']): Promise<string> =>
    (await client.post('/api/v1/scans', { ...lead, carId: id }, key)).body.data.activity.id;
  const [first, both, second] = clients();
  const made = await leave(first);
  expect(await leave(both)).toBe(made);
  expect(await leave(second)).toBe(made);
});

test('CURSOR_SECRET: a cursor outlives a rotation of it, and ends with its version', async () => {
  service.as('usr_lists');
  const [first, both, second] = clients('usr_lists');
  for (let made = 0; made < 2; made += 1) await carOf(first);
  const list = '/api/v1/cars?limit=1';
  const cursorOf = async (client: NfcQr['stranger']) =>
    encodeURIComponent((await client.get(list)).body.meta.nextCursor as string);
  const follow = async (client: NfcQr['stranger'], cursor: string) => {
    const { status, body } = await client.get(`${list}&cursor=${cursor}`);
    return [status, body.code ?? body.data.items.length];
  };
  const before = await cursorOf(first);
  expect(await follow(first, before)).toEqual([200, 1]);
  expect(await follow(both, before)).toEqual([200, 1]);
  expect(await follow(second, await cursorOf(both))).toEqual([200, 1]);
  expect(await follow(second, before)).toEqual([400, 'INVALID_CURSOR']);
});
