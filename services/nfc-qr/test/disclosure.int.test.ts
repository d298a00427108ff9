import { startNfcQr, type NfcQr } from './fixture.ts';

let service: NfcQr;
beforeAll(async () => {
  service = await startNfcQr({
    env: { REVEAL_TTL_SECONDS: '2', CONTACTS_PER_WINDOW: '3', LEADS_PER_WINDOW: '3' },
  });
});
afterAll(() => service.stop());

const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
const lead = { scannerPhone: '98765 43210', scannerEmail: 'scanner@example.com' };
const accesses = (carId: string) =>
  service.database.connection.collection('owner_accesses').find({ carId }).toArray();

describe('the gate in front of an owner', () => {
  test('on the basic plan nothing of the owner gets out', async () => {
    service.as('usr_basic', { name: 'Asha Rao' });
    const car = await service.carOf('usr_basic', {
      customMessage: 'Back at six',
      customFields: { Flat: '9' },
    });
    const look = await service.stranger.get(`/api/v1/cars/qr/${car.qr.code}`);
    expect(look.status).toBe(200);
    expect(look.body.data).toEqual({
      gate: true,
      car: { model: 'Swift', maskedNumber: 'MH******34', customMessage: 'Back at six' },
    });
    expect(look.text).not.toMatch(/Asha|3210|usr_|car_|Flat/);
    expect(await accesses(car.id)).toEqual([]);
  });

  test.each([
    ['with an end in the future', 'usr_p1', inMs(3_600_000)],
    ['without an end', 'usr_p2', ''],
  ])('premium %s shows the owner at once, phone masked, and the look is on record', async (_how, id, end) => {
    service.as(id, { plan: 'premium', planExpiresAt: end });
    const car = await service.carOf(id);
    const look = await service.stranger.get(`/api/v1/cars/qr/${car.qr.code}`);
    expect(look.body.data).toMatchObject({
      gate: false,
      car: { carNumber: 'MH 12 AB 1234', owner: { name: 'Asha Rao', phone: '+91******3210' } },
    });
    expect(await accesses(car.id)).toMatchObject([
      { ownerUserId: id, basis: 'premium', caller: expect.stringMatching(/^adr_/) },
    ]);
  });

  test('premium closes at the instant it ends, with nobody telling', async () => {
    const car = await service.carOf('usr_ends');
    const end = Date.now() + 1_000;
    service.as('usr_ends', { plan: 'premium', planExpiresAt: new Date(end).toISOString() });
    const look = () => service.stranger.get(`/api/v1/cars/qr/${car.qr.code}`);
    expect((await look()).body.data.gate).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, end - Date.now() + 5));
    expect((await look()).body.data.gate).toBe(true);
  });

  test('the full phone number is shown only of those who agreed', async () => {
    service.as('usr_open', { plan: 'premium', sharePhone: true, phone: '+919876543210' });
    const open = await service.carOf('usr_open');
    const shared = await service.stranger.get(`/api/v1/cars/qr/${open.qr.code}`);
    expect(shared.body.data.car.owner.phone).toBe('+919876543210');
    service.as('usr_open', { sharePhone: false });
    const masked = await service.stranger.get(`/api/v1/cars/qr/${open.qr.code}`);
    expect(masked.body.data.car.owner.phone).toBe('+91******3210');
  });

  test('a lead opens the gate for a while, for this car only', async () => {
    service.as('usr_lead');
    const car = await service.carOf('usr_lead');
    const otherCar = await service.carOf('usr_lead');
    const answer = await service.stranger.post('/api/v1/scans', { ...lead, code: car.qr.code, notes: 'Hi' });
    expect(answer.status).toBe(201);
    const { activity, reveal } = answer.body.data;
    expect(activity).toMatchObject({ id: expect.stringMatching(/^scn_/), kind: 'lead', notes: 'Hi' });
    expect(reveal.car.owner).toEqual({ name: 'Asha Rao', phone: '+91******3210' });

    const look = (code: string, token: string) =>
      service.stranger.get(`/api/v1/cars/qr/${code}`, { 'x-reveal-token': token });
    expect((await look(car.qr.code, reveal.token)).body.data.gate).toBe(false);
    const byQuery = await service.stranger.get(`/api/v1/cars/qr/${car.qr.code}?reveal=${reveal.token}`);
    expect(byQuery.body.data.gate).toBe(false);
    expect((await look(otherCar.qr.code, reveal.token)).body.data.gate).toBe(true);
    expect((await look(car.qr.code, `${reveal.token}x`)).body.data.gate).toBe(true);
    expect((await accesses(car.id)).map(({ basis, scanId }) => [basis, scanId])).toEqual(
      Array.from({ length: 3 }, () => ['reveal', activity.id]),
    );

    await new Promise((resolve) => setTimeout(resolve, Date.parse(reveal.expiresAt) - Date.now() + 5));
    expect((await look(car.qr.code, reveal.token)).body.data.gate).toBe(true);
  });

  test('a lead sent twice with one key is one lead, and shows the owner again only while its time lasts', async () => {
    service.as('usr_key');
    const car = await service.carOf('usr_key');
    const post = () =>
      service.stranger.post(
        '/api/v1/scans',
        { ...lead, carId: car.id },
        { 'idempotency-key': 'lead-000000000001' },
      );
    const first = await post();
    const second = await post();
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.body.data).toEqual(first.body.data);
    expect(await accesses(car.id)).toHaveLength(2);
    const { reveal } = first.body.data;
    await new Promise((resolve) => setTimeout(resolve, Date.parse(reveal.expiresAt) - Date.now() + 5));
    const late = await post();
    expect(late.body.data.reveal).toEqual({ token: reveal.token, expiresAt: reveal.expiresAt });
    const seen = await service.as('usr_key').get('/api/v1/scans');
    expect(seen.body.data.items).toHaveLength(1);
    const kept = await service.database.connection.collection('idempotency_keys').find().toArray();
    expect(JSON.stringify(kept)).not.toMatch(/Asha|\*\*3210/);
  });

  test('a caller may leave so many leads at one code, and no more', async () => {
    service.as('usr_limit');
    const car = await service.carOf('usr_limit');
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        service.stranger.post('/api/v1/scans', { ...lead, code: car.qr.code }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    const refused = answers.find(({ status }) => status !== 201);
    expect([refused?.status, refused?.body.code]).toEqual([429, 'RATE_LIMITED']);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    const another = await service.from('198.51.100.9').post('/api/v1/scans', { ...lead, code: car.qr.code });
    expect(another.status).toBe(201);
  });

  test('messages to an owner are limited per code and caller; one sent twice counts once', async () => {
    const car = await service.carOf('usr_contact');
    const path = `/api/v1/cars/qr/${car.qr.code}/contact`;
    const send = (headers?: Record<string, string>) =>
      service.from('192.0.2.1').post(path, { reason: 'lights_on' }, headers);
    const once = { 'idempotency-key': 'one-message-to-an-owner' };
    const [first, again] = [await send(once), await send(once)];
    expect(first.status).toBe(201);
    expect(again.body.data).toEqual(first.body.data);
    const more = await Promise.all(Array.from({ length: 8 }, () => send()));
    expect(more.filter(({ status }) => status === 201)).toHaveLength(2);
    expect((await send(once)).status).toBe(201);
    expect((await service.from('192.0.2.2').post(path, { reason: 'lights_on' })).status).toBe(201);
    const otherCode = await service.carOf('usr_contact');
    const there = `/api/v1/cars/qr/${otherCode.qr.code}/contact`;
    expect((await service.from('192.0.2.1').post(there, { reason: 'other' })).status).toBe(201);
  });

  test('no address is kept in the clear', async () => {
    const { db } = service.database.connection;
    const everything = await Promise.all(
      (await db!.collections()).map((collection) => collection.find().toArray()),
    );
    expect(JSON.stringify(everything)).not.toMatch(/203\.0\.113\.7|192\.0\.2\.1/);
  });

  const code = 'x';
  test.each([
    ['code', { ...lead }],
    ['code', { ...lead, code, carId: 'car_1' }],
    ['code', { ...lead, code: { $gt: '' } }],
    ['carId', { ...lead, carId: { $ne: null } }],
    ['scannerPhone', { ...lead, code, scannerPhone: 9876543210 }],
    ['scannerPhone', { ...lead, code, scannerPhone: '9'.repeat(100_000) }],
    ['scannerEmail', { ...lead, code, scannerEmail: 'nobody' }],
    ['scannerEmail', { ...lead, code, scannerEmail: { $gt: '' } }],
    ['notes', { ...lead, code, notes: ['a'] }],
    ['ownerUserId', { ...lead, code, ownerUserId: 'usr_1' }],
  ])('a scan with a bad %s is refused with its path: %j', async (path, body) => {
    const answer = await service.stranger.post('/api/v1/scans', body);
    expect([answer.status, answer.body.code]).toEqual([422, 'VALIDATION_FAILED']);
    expect(answer.body.details.map((detail: { path: string }) => detail.path)).toContain(path);
  });

  test.each(['12345', '+91 00000 00000', 'call me', '+999 1234567'])(
    '%s is no phone number',
    async (scannerPhone) => {
      const car = await service.carOf('usr_phone');
      const answer = await service.stranger.post('/api/v1/scans', {
        ...lead,
        code: car.qr.code,
        scannerPhone,
      });
      expect([answer.status, answer.body.code]).toEqual([422, 'INVALID_PHONE']);
    },
  );

  test.each([
    undefined,
    {},
    { reason: 'come out!' },
    { reason: { $gt: '' } },
    { reason: 'other', text: 'hi' },
  ])('a message outside the list is refused: %j', async (body) => {
    const car = await service.carOf('usr_reason');
    const answer = await service.stranger.post(`/api/v1/cars/qr/${car.qr.code}/contact`, body);
    expect([answer.status, answer.body.code]).toEqual([422, 'VALIDATION_FAILED']);
  });

  test('a car or owner that does not exist is not found', async () => {
    const noCar = await service.stranger.post('/api/v1/scans', { ...lead, carId: 'car_none' });
    expect(noCar.body.code).toBe('CAR_NOT_FOUND');
    const car = await service.carOf('usr_deleted');
    service.users.delete('usr_deleted');
    const orphan = await service.from('192.0.2.77').post('/api/v1/scans', { ...lead, code: car.qr.code });
    expect(orphan.body.code).toBe('USER_NOT_FOUND');
    const look = await service.stranger.get(`/api/v1/cars/qr/${car.qr.code}`);
    expect(look.body.data.gate).toBe(true);
  });
});

describe('when auth is down', () => {
  test('the gate stays closed, what needs the owner answers 503, and no lead is taken', async () => {
    service.as('usr_down', { plan: 'premium' });
    const car = await service.carOf('usr_down');
    const earned = await service.from('192.0.2.50').post('/api/v1/scans', { ...lead, code: car.qr.code });
    await service.stopAuth();
    const look = await service.stranger.get(`/api/v1/cars/qr/${car.qr.code}`);
    expect([look.status, look.body.data.gate]).toEqual([200, true]);
    expect((await service.stranger.get(`/q/${car.qr.code}`)).text).not.toContain('Asha');

    const token = { 'x-reveal-token': earned.body.data.reveal.token };
    const revealed = await service.stranger.get(`/api/v1/cars/qr/${car.qr.code}`, token);
    const another = await service.from('192.0.2.51').post('/api/v1/scans', { ...lead, code: car.qr.code });
    for (const answer of [revealed, another]) {
      expect([answer.status, answer.body.code]).toEqual([503, 'UPSTREAM_UNAVAILABLE']);
      expect(answer.text).not.toContain('Asha');
    }
    const scans = await service.as('usr_down').get('/api/v1/scans');
    expect(scans.body.data.items.filter(({ kind }: { kind: string }) => kind === 'lead')).toHaveLength(1);
    const contact = `/api/v1/cars/qr/${car.qr.code}/contact`;
    expect((await service.stranger.post(contact, { reason: 'other' })).status).toBe(201);
  });
});
