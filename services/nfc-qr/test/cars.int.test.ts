import { until } from '@chowk/testing';
import { startNfcQr, type NfcQr } from './fixture.ts';

let service: NfcQr;
beforeAll(async () => {
  service = await startNfcQr();
});
afterAll(() => service.stop());

const swift = { carNumber: 'MH 12 AB 1234', carModel: 'Swift' };

describe('cars', () => {
  test('a registered car comes back with its signed code and as its owner wrote it', async () => {
    const asha = service.as('usr_asha');
    const body = {
      ...swift,
      customMessage: 'Call the guard',
      customFields: { Flat: 'B-204' },
      selectedTemplate: 'bold',
    };
    const made = await asha.post('/api/v1/cars', body);
    expect(made.status).toBe(201);
    const { car } = made.body.data;
    expect(car).toMatchObject({ ...body, id: expect.stringMatching(/^car_/) });
    expect(car.qr.code).toMatch(/^[2-9a-hjkmnp-z]{17}$/);
    expect(car.qr.url).toBe(`https://chowk.test/q/${car.qr.code}`);

    const read = await asha.get(`/api/v1/cars/${car.id}`);
    expect(read.body.data.car).toEqual(car);
    expect(read.headers.get('etag')).toBe('"1"');
    const unchanged = await asha.get(`/api/v1/cars/${car.id}`, { 'if-none-match': '"1"' });
    expect(unchanged.status).toBe(304);
  });

  test('twenty posts with one key make one car', async () => {
    const owner = service.as('usr_twice');
    const key = { 'idempotency-key': 'same' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => owner.post('/api/v1/cars', swift, key)),
    );
    const again = await owner.post('/api/v1/cars', swift, key);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const made = [...answers, again].filter(({ status }) => status === 201);
    expect(new Set(made.map(({ body }) => body.data.car.id)).size).toBe(1);
    expect((await owner.get('/api/v1/cars')).body.data.items).toHaveLength(1);
    const other = await owner.post('/api/v1/cars', { ...swift, carModel: 'Other' }, key);
    expect(other.body.code).toBe('IDEMPOTENCY_MISMATCH');
  });

  test('of two people who edit what they read, the second is told', async () => {
    const { id } = await service.carOf('usr_edit');
    const owner = service.as('usr_edit');
    const change = (carModel: string, tag?: string) =>
      owner.put(`/api/v1/cars/${id}`, { ...swift, carModel }, tag === undefined ? {} : { 'if-match': tag });
    const both = await Promise.all([change('Baleno', '"1"'), change('Dzire', '"1"')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await change('Alto', '"1"')).body.code).toBe('PRECONDITION_FAILED');
    expect((await change('Alto', 'garbage')).status).toBe(412);
    const free = await change('Alto');
    expect(free.status).toBe(200);
    expect(free.headers.get('etag')).toBe('"3"');
    expect((await change('Alto K10', '"2", "3"')).status).toBe(200);
  });

  test('replacing a car clears what is left out and keeps its code', async () => {
    const car = await service.carOf('usr_put', { customMessage: 'Hello', customFields: { Flat: '1' } });
    const put = await service.as('usr_put').put(`/api/v1/cars/${car.id}`, swift);
    expect(put.body.data.car).toMatchObject({ customFields: {}, qr: car.qr });
    expect(put.body.data.car.customMessage).toBeUndefined();
  });

  test("another one's car is not found, whatever is tried", async () => {
    const { id } = await service.carOf('usr_mine');
    const other = service.as('usr_other');
    const tries = await Promise.all([
      other.get(`/api/v1/cars/${id}`),
      other.put(`/api/v1/cars/${id}`, swift),
      other.put(`/api/v1/cars/${id}`, swift, { 'if-match': '"1"' }),
      other.delete(`/api/v1/cars/${id}`),
      other.get(`/api/v1/cars/${id}/scans`),
      other.post('/api/v1/qr-codes', { target: 'car', targetId: id, size: '3x3', format: 'png' }),
    ]);
    for (const answer of tries) expect([answer.status, answer.body.code]).toEqual([404, 'CAR_NOT_FOUND']);
    expect((await other.get('/api/v1/cars')).body.data.items).toEqual([]);
    expect((await service.as('usr_mine').get(`/api/v1/cars/${id}`)).status).toBe(200);
  });

  test('without a signed identity nothing is answered, with an anonymous one nothing of owners', async () => {
    const bare = await fetch(`${service.url}/api/v1/cars`, { headers: { 'x-user-id': 'usr_mine' } });
    expect(bare.status).toBe(401);
    expect((await service.stranger.get('/api/v1/cars')).status).toBe(401);
    expect((await service.stranger.post('/api/v1/cars', swift)).status).toBe(401);
    expect((await service.stranger.get('/api/v1/scans')).status).toBe(401);
  });

  test('pages neither repeat nor miss a car while new ones come', async () => {
    const owner = service.as('usr_pages');
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) ids.unshift((await service.carOf('usr_pages')).id);
    const first = await owner.get('/api/v1/cars?limit=2');
    await service.carOf('usr_pages');
    const seen = first.body.data.items.map(({ id }: { id: string }) => id);
    for (let cursor = first.body.meta.nextCursor; cursor !== null;) {
      const next = await owner.get(`/api/v1/cars?limit=2&cursor=${cursor}`);
      seen.push(...next.body.data.items.map(({ id }: { id: string }) => id));
      cursor = next.body.meta.nextCursor;
    }
    expect(seen).toEqual(ids);
    expect((await owner.get('/api/v1/cars?cursor=made.up')).body.code).toBe('INVALID_CURSOR');
    const ofAnotherList = await owner.get(`/api/v1/scans?cursor=${first.body.meta.nextCursor}`);
    expect(ofAnotherList.body.code).toBe('INVALID_CURSOR');
  });

  test('a removed car is gone, its images too, and its printed code says so', async () => {
    const car = await service.carOf('usr_gone');
    const owner = service.as('usr_gone');
    const order = { target: 'car', targetId: car.id, size: '3x3', format: 'svg' };
    const image = (await owner.post('/api/v1/qr-codes', order)).body.data.qrCode;
    expect((await owner.delete(`/api/v1/cars/${car.id}`)).status).toBe(200);
    expect((await owner.delete(`/api/v1/cars/${car.id}`)).body.code).toBe('CAR_NOT_FOUND');
    expect((await owner.get(image.imageUrl)).body.code).toBe('QR_CODE_NOT_FOUND');
    const looks = [
      await service.stranger.get(`/api/v1/cars/qr/${car.qr.code}`),
      await service.stranger.post(`/api/v1/cars/qr/${car.qr.code}/contact`, { reason: 'other' }),
    ];
    for (const look of looks) expect([look.status, look.body.code]).toEqual([410, 'QR_CODE_GONE']);
  });

  const operators = { $gt: '' };
  test.each([
    ['carNumber', { ...swift, carNumber: operators }],
    ['carNumber', { ...swift, carNumber: '<script>' }],
    ['carNumber', { carModel: 'x' }],
    ['carModel', { ...swift, carModel: ['a'] }],
    ['carModel', { ...swift, carModel: 'x'.repeat(100_000) }],
    ['carModel', { ...swift, carModel: '   ' }],
    ['customMessage', { ...swift, customMessage: 5 }],
    ['customFields', { ...swift, customFields: 'x' }],
    ['customFields.$where', { ...swift, customFields: { $where: '1' } }],
    ['customFields.a.b', { ...swift, customFields: { 'a.b': '1' } }],
    ['customFields.Flat', { ...swift, customFields: { Flat: operators } }],
    [
      'customFields',
      { ...swift, customFields: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`f${i}`, ''])) },
    ],
    ['selectedTemplate', { ...swift, selectedTemplate: '../x' }],
    ['ownerUserId', { ...swift, ownerUserId: 'usr_other' }],
    ['isPremium', { ...swift, isPremium: true }],
  ])('a car with a bad %s is refused with its path', async (path, body) => {
    const answer = await service.as('usr_bad').post('/api/v1/cars', body);
    expect([answer.status, answer.body.code]).toEqual([422, 'VALIDATION_FAILED']);
    expect(answer.body.details.map((detail: { path: string }) => detail.path)).toContain(path);
  });

  test('operators in queries are refused, odd ids are not found', async () => {
    const owner = service.as('usr_bad');
    expect((await owner.get('/api/v1/cars?limit[$gt]=1')).status).toBe(422);
    expect((await owner.get('/api/v1/cars?limit=1e9')).status).toBe(422);
    expect((await owner.get('/api/v1/cars/%7B%22$gt%22:%22%22%7D')).status).toBe(404);
    expect((await owner.get('/api/v1/cars/%E0%A4%A')).status).toBe(400);
  });

  test('what is emitted for a car before anybody scanned it: nothing', async () => {
    await service.carOf('usr_quiet');
    await until('the outbox is empty', async () => {
      return (await service.database.connection.collection('outbox').countDocuments()) === 0;
    });
    expect(service.events.of('scanRecorded')).toEqual([]);
  });
});
