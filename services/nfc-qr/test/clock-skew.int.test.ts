import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { shiftedClock, spawnService, testClient, until, type SpawnedService } from '@chowk/testing';
import { startNfcQr, type NfcQr } from './fixture.ts';

/** As far apart as the replicas are: by clocks of their own they would never count in one window. */
const WINDOW_SECONDS = 120;

let nfcQr: NfcQr;
/** A replica whose clock is a minute ahead, and one whose clock is a minute behind. */
let replicas: [SpawnedService, SpawnedService];
beforeAll(async () => {
  nfcQr = await startNfcQr({
    env: { LIMIT_WINDOW_SECONDS: `${WINDOW_SECONDS}`, CONTACTS_PER_WINDOW: '3', REVEAL_TTL_SECONDS: '30' },
  });
  const main = join(import.meta.dirname, '../src/main.ts');
  const start = (skewMs: number) => spawnService({ main, env: { ...nfcQr.env, ...shiftedClock(skewMs) } });
  replicas = await Promise.all([start(60_000), start(-60_000)]);
});
afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.stop()));
  await nfcQr.stop();
});

const from = (address: string) =>
  replicas.map(({ url }) => testClient(url, { ...nfcQr.keys.headers('nfc-qr'), 'x-client-ip': address }));

/** Waits until the window has some seconds left, so that what follows happens in one. */
async function inOneWindow(): Promise<void> {
  const leftMs = WINDOW_SECONDS * 1000 - (Date.now() % (WINDOW_SECONDS * 1000));
  if (leftMs < 10_000) await sleep(leftMs + 1_000);
}

test('a limit is one over both replicas', async () => {
  await inOneWindow();
  const { qr } = await nfcQr.carOf('usr_limits');
  const clients = from('203.0.113.20');
  const sent = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      clients[n % 2]!.post(`/api/v1/cars/qr/${qr.code}/contact`, { reason: 'other' }),
    ),
  );
  const statuses = sent.map(({ status }) => status);
  expect(statuses.filter((status) => status === 201)).toHaveLength(3);
  expect(statuses.filter((status) => status === 429)).toHaveLength(7);
}, 60_000);

test('a reveal that was earned at one opens the car at the other, neither shorter nor longer than it says', async () => {
  const { qr } = await nfcQr.carOf('usr_reveals');
  const clients = from('203.0.113.21');
  for (const [earnedAt, usedAt] of [
    [0, 1],
    [1, 0],
  ] as const) {
    const lead = { scannerPhone: '9876543210', scannerEmail: 'a@example.com', code: qr.code };
    const earned = await clients[earnedAt]!.post('/api/v1/scans', lead);
    expect(earned.status).toBe(201);
    const { token, expiresAt } = earned.body.data.reveal;
    expect(Math.abs(Date.parse(expiresAt) - 30_000 - Date.now())).toBeLessThan(10_000);
    const seen = await clients[usedAt]!.get(`/api/v1/cars/qr/${qr.code}`, { 'x-reveal-token': token });
    expect(seen.body.data).toMatchObject({ gate: false });
  }
});

test('locks of requests, and the instants of events, are told by one clock', async () => {
  const { qr } = await nfcQr.carOf('usr_locks');
  const path = `/api/v1/cars/qr/${qr.code}/contact`;
  for (const [nth, client] of from('203.0.113.22').entries())
    expect(
      (await client.post(path, { reason: 'other' }, { 'Idempotency-Key': `contact-at-a-lock-${nth}` }))
        .status,
    ).toBe(201);

  const rows = await nfcQr.database.connection
    .collection('idempotency_keys')
    .find({ _id: /lock-\d$/ as never })
    .toArray();
  const events = await until('both events', () => {
    const found = nfcQr.events.of('scanRecorded').filter(({ data }) => data.ownerUserId === 'usr_locks');
    return found.length === 2 && found;
  });
  const instants = [...rows.map(({ createdAt }) => createdAt), ...events.map(({ time }) => new Date(time))];
  expect(instants).toHaveLength(4);
  for (const instant of instants) expect(Math.abs(instant.getTime() - Date.now())).toBeLessThan(20_000);
  expect(rows.map(({ createdAt, lockedUntil }) => lockedUntil - createdAt)).toEqual([15_000, 15_000]);
});
