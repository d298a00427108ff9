import { until } from '@chowk/testing';
import { startNfcQr, type NfcQr } from './fixture.ts';

let service: NfcQr;
beforeAll(async () => {
  service = await startNfcQr({ env: { CONTACTS_PER_WINDOW: '100', LEADS_PER_WINDOW: '100' } });
});
afterAll(() => service.stop());

const KEY = 'f0a3c7c0-6f4e-4f0e-8f57-3b1f6f0b7a11';
const scansOf = async (userId: string) =>
  (await service.as(userId).get('/api/v1/scans?limit=100')).body.data.items as Array<Record<string, unknown>>;

const percent = (text: string): string => `%${text.charCodeAt(0).toString(16).padStart(2, '0')}`;

/** Thirteen ways to write the address of one message to one owner. */
function spellings(code: string): string[] {
  const path = `/api/v1/cars/qr/${code}/contact`;
  return [
    path,
    `${path}/`,
    path.replace('/contact', '/Contact'),
    path.replace('/contact', '/CONTACT'),
    path.replace('/qr/', '/QR/'),
    path.replace('/cars/', '/Cars/'),
    path.replace('/api/', '/API/'),
    path.replace('/v1/', '/V1/'),
    path.replace(code, percent(code) + code.slice(1)),
    `${path}?`,
    path.replace(code, code.slice(0, -1) + percent(code.slice(-1))),
    path.replace(code, [...code].map(percent).join('')),
    path.replace(code, code.toUpperCase()),
  ];
}

test.each([
  ['somebody signed in', () => service.as('usr_sender'), 'usr_spelt'],
  ['a stranger', () => service.stranger, 'usr_spelt_too'],
])('of 13 spellings with one key by %s one has an effect', async (_who, sender, ownerId) => {
  const car = await service.carOf(ownerId);
  const all = spellings(car.qr.code);
  expect(new Set(all).size).toBe(13);
  const answers = [];
  for (const path of all)
    answers.push(await sender().post(path, { reason: 'lights_on' }, { 'idempotency-key': KEY }));

  const taken = answers.filter(({ status }) => status === 201);
  expect(taken.length).toBeGreaterThanOrEqual(5);
  expect(new Set(taken.map(({ body }) => body.data.activity.id)).size).toBe(1);
  expect(taken.slice(1).every(({ headers }) => headers.get('idempotency-replayed') === 'true')).toBe(true);
  expect(answers.filter(({ status }) => status !== 201).every(({ status }) => status === 404)).toBe(true);

  await until('it is told', () =>
    service.events.of('scanRecorded').some(({ data }) => data.carId === car.id),
  );
  expect(await scansOf(ownerId)).toHaveLength(1);
});

test('of 13 spellings of POST /cars with one key one makes a car', async () => {
  const owner = service.as('usr_many_cars');
  const paths = [
    '/api/v1/cars',
    '/api/v1/cars/',
    '/api/v1/Cars',
    '/api/v1/CARS',
    '/API/v1/cars',
    '/api/V1/cars',
  ]
    .flatMap((path) => [path, `${path}?`])
    .concat('/api/v1/%63ars');
  expect(paths).toHaveLength(13);
  for (const path of paths)
    await owner.post(path, { carNumber: 'MH 12 AB 1234', carModel: 'Swift' }, { 'idempotency-key': KEY });
  expect((await owner.get('/api/v1/cars')).body.data.items).toHaveLength(1);
});

test('one key for several places of one quota takes several, and a repetition none', async () => {
  const limited = await startNfcQr({ env: { CONTACTS_PER_WINDOW: '2' } });
  const car = await limited.carOf('usr_quota');
  const send = (reason: string, key = KEY) =>
    limited.stranger.post(`/api/v1/cars/qr/${car.qr.code}/contact`, { reason }, { 'idempotency-key': key });
  const sent = [
    await send('lights_on'),
    await send('lights_on'),
    await send('other'),
    await send('window_open'),
  ];
  expect(sent.map(({ status }) => status)).toEqual([201, 201, 201, 429]);
  await limited.stop();
});

describe('strangers', () => {
  const lead = { scannerPhone: '+919876543210', scannerEmail: 'one@example.com' };

  test('a phone that changes networks in the middle gets its own answer again, and leaves one lead', async () => {
    service.as('usr_moving');
    const { code } = (await service.carOf('usr_moving')).qr;
    const send = (address: string) =>
      service.from(address).post('/api/v1/scans', { ...lead, code }, { 'idempotency-key': KEY });
    const [first, again] = [await send('203.0.113.9'), await send('2001:db8::9')];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body.data.activity).toEqual(first.body.data.activity);
    expect(await scansOf('usr_moving')).toHaveLength(1);
  });

  test('two behind one address with one key have an effect and an answer each, and learn nothing of each other', async () => {
    service.as('usr_nat');
    const { code } = (await service.carOf('usr_nat')).qr;
    const send = (body: object) =>
      service.stranger.post('/api/v1/scans', { ...body, code }, { 'idempotency-key': KEY });
    const one = await send(lead);
    const other = await send({ scannerPhone: '+919812345678', scannerEmail: 'other@example.com' });
    expect([one.status, other.status]).toEqual([201, 201]);
    expect(other.headers.get('idempotency-replayed')).toBeNull();
    expect(other.body.data.activity.id).not.toBe(one.body.data.activity.id);
    expect(await scansOf('usr_nat')).toHaveLength(2);
  });

  test('a key that could be guessed is refused, before anything is counted or recorded', async () => {
    service.as('usr_guess');
    const { code } = (await service.carOf('usr_guess')).qr;
    const answer = await service.stranger.post(
      '/api/v1/scans',
      { ...lead, code },
      { 'idempotency-key': 'order-1' },
    );
    expect([answer.status, answer.body.details[0].path]).toEqual([422, 'headers.idempotency-key']);
    expect(await scansOf('usr_guess')).toEqual([]);
  });

  test('of a key nothing is kept but within a hash or beside one', async () => {
    const kept = await service.database.connection.collection('idempotency_keys').find().toArray();
    expect(kept.length).toBeGreaterThan(0);
    expect(JSON.stringify(kept)).not.toMatch(/one@example|9876543210|203\.0\.113/);
  });
});
