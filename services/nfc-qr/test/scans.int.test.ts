import { newId } from '@chowk/runtime/ids';
import { createLogger } from '@chowk/runtime/log';
import { startInProcess, testClient, until } from '@chowk/testing';
import { compose } from '../src/compose.ts';
import { configSchema } from '../src/config.ts';
import { startNfcQr, type NfcQr } from './fixture.ts';

let service: NfcQr;
beforeAll(async () => {
  service = await startNfcQr();
});
afterAll(() => service.stop());

const lead = { scannerPhone: '098765 43210', scannerEmail: 'scanner@example.com', notes: 'At gate 3' };
const eventsOf = (carId: string) =>
  service.events.of('scanRecorded').filter(({ data }) => data.carId === carId);
const scansOf = async (userId: string) =>
  (await service.as(userId).get('/api/v1/scans?limit=100')).body.data.items as Array<Record<string, unknown>>;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const noted = () => service.database.connection.collection('noted_views');

describe('scans', () => {
  test('a look is told once, with nothing of who looked', async () => {
    const car = await service.carOf('usr_look');
    await service.stranger.get(`/q/${car.qr.code}`);
    const [event] = await until('the look is told', () => {
      const found = eventsOf(car.id);
      return found.length > 0 && found;
    });
    expect(event!.data).toEqual({
      scanId: expect.stringMatching(/^scn_/),
      ownerUserId: 'usr_look',
      carId: car.id,
      carModel: 'Swift',
      maskedNumber: 'MH******34',
      scannedAt: expect.any(String),
      kind: 'view',
    });
    const [scan] = await scansOf('usr_look');
    expect(scan).toEqual({
      id: event!.data.scanId,
      kind: 'view',
      carId: car.id,
      scannedAt: event!.data.scannedAt,
    });
    await pause(300);
    expect(eventsOf(car.id)).toHaveLength(1);
    expect(await noted().countDocuments()).toBe(0);
  });

  test('fifty looks at once are fifty scans and fifty events', async () => {
    const car = await service.carOf('usr_fifty');
    await Promise.all(
      Array.from({ length: 50 }, () => service.stranger.get(`/api/v1/cars/qr/${car.qr.code}`)),
    );
    await until('all are told', () => eventsOf(car.id).length >= 50);
    await pause(200);
    expect(new Set(eventsOf(car.id).map(({ data }) => data.scanId)).size).toBe(50);
    expect(eventsOf(car.id)).toHaveLength(50);
    expect(await scansOf('usr_fifty')).toHaveLength(50);
  });

  test('HEAD, previews, prefetches and the owner are not counted', async () => {
    service.as('usr_uncounted', { plan: 'premium' });
    const car = await service.carOf('usr_uncounted');
    const page = `/q/${car.qr.code}`;
    const json = `/api/v1/cars/qr/${car.qr.code}`;
    const head = (path: string) =>
      fetch(service.url + path, { method: 'HEAD', headers: service.keys.headers('nfc-qr') });
    expect((await head(page)).status).toBe(200);
    expect((await head(json)).status).toBe(200);
    const preview = await service.from('192.0.2.9', { 'user-agent': 'WhatsApp/2.24' }).get(page);
    expect(preview.status).toBe(200);
    expect(preview.text).not.toMatch(/Asha|3210/);
    await service.from('192.0.2.9', { 'sec-purpose': 'prefetch' }).get(json);
    await service.as('usr_uncounted').get(json);
    await pause(400);
    expect(await scansOf('usr_uncounted')).toEqual([]);
    expect(eventsOf(car.id)).toEqual([]);
  });

  test("a lead's phone and e-mail reach the owner's list and no event", async () => {
    const car = await service.carOf('usr_lead');
    service.as('usr_lead');
    await service.stranger.post('/api/v1/scans', { ...lead, code: car.qr.code });
    await service.stranger.post(`/api/v1/cars/qr/${car.qr.code}/contact`, { reason: 'lights_on' });
    await until('both are told', () => eventsOf(car.id).length === 2);
    expect(eventsOf(car.id).map(({ data }) => [data.kind, data.reason])).toEqual([
      ['lead', undefined],
      ['contact', 'lights_on'],
    ]);
    expect(JSON.stringify(eventsOf(car.id))).not.toMatch(/43210|scanner@|gate 3/);
    const ofCar = await service.as('usr_lead').get(`/api/v1/cars/${car.id}/scans`);
    expect(ofCar.body.data.items).toMatchObject([
      { kind: 'contact', reason: 'lights_on' },
      {
        kind: 'lead',
        scannerPhone: '+919876543210',
        scannerEmail: 'scanner@example.com',
        notes: 'At gate 3',
      },
    ]);
    expect(await scansOf('usr_lead')).toEqual(ofCar.body.data.items);
  });

  test('a lead sent twice with one key is told once', async () => {
    const car = await service.carOf('usr_once');
    service.as('usr_once');
    const post = () =>
      service.stranger.post(
        '/api/v1/scans',
        { ...lead, code: car.qr.code },
        { 'idempotency-key': 'lead-of-one-stranger' },
      );
    await Promise.all([post(), post(), post()]);
    await post();
    await until('it is told', () => eventsOf(car.id).length > 0);
    await pause(300);
    expect(eventsOf(car.id)).toHaveLength(1);
    expect(await scansOf('usr_once')).toHaveLength(1);
  });

  test('of how somebody came a class and a host are kept, and what was scanned in the words of that day', async () => {
    const car = await service.carOf('usr_visit');
    const headers = {
      'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148',
      referer: 'https://links.example.com/asha?token=secret',
    };
    const visitor = service.from('192.0.2.30', headers);
    await visitor.get(`/q/${car.qr.code}`);
    await visitor.post(`/api/v1/cars/qr/${car.qr.code}/contact`, { reason: 'other' });
    await until('both are recorded', async () => (await scansOf('usr_visit')).length === 2);
    const kept = service.database.connection.collection('scans').find({ ownerUserId: 'usr_visit' });
    const facts = {
      target: { kind: 'car', id: car.id },
      snapshot: { title: 'Swift', maskedNumber: 'MH******34' },
      visit: { device: 'phone', referrerHost: 'links.example.com' },
    };
    const scans = await kept.toArray();
    expect(scans.map(({ kind }) => kind).sort()).toEqual(['contact', 'view']);
    for (const scan of scans) expect(scan).toMatchObject(facts);
    expect(JSON.stringify(scans)).not.toMatch(/iPhone|secret|asha/);
  });

  test('scans page by cursor without repeats', async () => {
    const car = await service.carOf('usr_cursor');
    for (let i = 0; i < 5; i += 1)
      await service.from(`192.0.2.${i}`).post(`/api/v1/cars/qr/${car.qr.code}/contact`, { reason: 'other' });
    const owner = service.as('usr_cursor');
    const seen: string[] = [];
    for (let cursor = ''; cursor !== null;) {
      const next = await owner.get(`/api/v1/cars/${car.id}/scans?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...next.body.data.items.map(({ id }: { id: string }) => id));
      cursor = next.body.meta.nextCursor;
    }
    expect(seen).toHaveLength(5);
    expect(new Set(seen).size).toBe(5);
  });

  test('a look that a dead process had only noted is told once, though two replicas sweep', async () => {
    const car = await service.carOf('usr_crash');
    const replica = await startInProcess({ schema: configSchema, compose, env: service.env });
    // What a process leaves that dies between the note and its scan.
    const row = { carId: car.id, ownerUserId: 'usr_crash', carModel: 'Swift', maskedNumber: 'MH******34' };
    await noted().insertMany(
      Array.from({ length: 20 }, (_, i) => ({ ...row, _id: `scn_left_${i}` as never, at: new Date() })),
    );
    await until('they are told', () => eventsOf(car.id).length >= 20);
    await pause(500);
    expect(eventsOf(car.id)).toHaveLength(20);
    expect(await scansOf('usr_crash')).toHaveLength(20);
    expect(await noted().countDocuments()).toBe(0);
    await replica.stop();
  });

  test('no phone, e-mail, code, name or token reaches a log line', async () => {
    const lines: string[] = [];
    const logger = createLogger({
      service: 'nfc-qr',
      level: 'trace',
      pretty: false,
      destination: { write: (line) => void lines.push(line) },
    });
    const logging = await startInProcess({ schema: configSchema, compose, env: service.env, logger });
    const client = testClient(logging.url, {
      ...service.keys.headers('nfc-qr'),
      'x-client-ip': '203.0.113.99',
    });
    service.as('usr_log', { plan: 'premium' });
    const car = await service.carOf('usr_log');
    const scan = await client.post('/api/v1/scans', { ...lead, code: car.qr.code });
    const { token } = scan.body.data.reveal;
    await client.get(`/api/v1/cars/qr/${car.qr.code}?reveal=${token}`);
    await client.get(`/q/${car.qr.code}`);
    await client.post(
      `/q/${car.qr.code}/scan`,
      `scannerPhone=12&scannerEmail=typed@example.com&submission=${newId('frm')}`,
      {
        'content-type': 'application/x-www-form-urlencoded',
      },
    );
    await client.post('/api/v1/scans', { ...lead, scannerPhone: '5550123', code: car.qr.code });
    await client.post('/api/v1/scans', { ...lead, scannerPhone: { $gt: '5550123' }, code: car.qr.code });
    await client.post('/api/v1/scans', '{"scannerPhone": "5550123');
    await until('the look is told', () => eventsOf(car.id).length >= 2);
    await logging.stop();
    expect(lines.filter((line) => line.includes('"request"')).length).toBeGreaterThanOrEqual(7);
    const all = lines.join('');
    for (const secret of ['43210', '5550123', 'example.com', car.qr.code, 'Asha', token, '203.0.113.99'])
      expect([secret, all.includes(secret)]).toEqual([secret, false]);
  });
});
