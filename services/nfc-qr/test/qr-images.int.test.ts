import { decodePng, decodeSvg } from './decode.ts';
import { startNfcQr, type NfcQr } from './fixture.ts';

let service: NfcQr;
beforeAll(async () => {
  service = await startNfcQr();
});
afterAll(() => service.stop());

const png = { target: 'car', size: '3x3', format: 'png' };
const imageBytes = async (path: string, userId: string) => {
  const response = await fetch(service.url + path, { headers: service.keys.headers('nfc-qr', { userId }) });
  return { headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
};

describe('images of codes', () => {
  test('an ordered image leads to the page of the car', async () => {
    const car = await service.carOf('usr_order');
    const owner = service.as('usr_order');
    for (const format of ['png', 'svg'] as const) {
      const order = { ...png, targetId: car.id, format, ecc: 'H', size: '4x4' };
      const made = await owner.post('/api/v1/qr-codes', order);
      expect(made.status).toBe(201);
      const { qrCode } = made.body.data;
      expect(qrCode).toMatchObject({ ...order, ...car.qr });
      const { headers, body } = await imageBytes(qrCode.imageUrl, 'usr_order');
      expect(headers.get('content-type')).toBe(format === 'png' ? 'image/png' : 'image/svg+xml');
      const read = await (format === 'png' ? decodePng(body) : decodeSvg(body.toString()));
      expect(read.text).toBe(`https://chowk.test/q/${car.qr.code}`);
      const page = await service.stranger.get(new URL(read.text!).pathname);
      expect(page.status).toBe(200);
    }
    const listed = await owner.get('/api/v1/qr-codes');
    expect(listed.body.data.items.map(({ format }: { format: string }) => format)).toEqual(['svg', 'png']);
  });

  test('an image is drawn once and served from the cache after that, byte for byte', async () => {
    const car = await service.carOf('usr_cache');
    const owner = service.as('usr_cache');
    const orders = [1, 2].map(() => owner.post('/api/v1/qr-codes', { ...png, targetId: car.id }));
    const [one, two] = (await Promise.all(orders)).map(({ body }) => body.data.qrCode.imageUrl as string);
    const images = service.database.connection.collection('qr_images');
    const before = await images.countDocuments();
    const first = await imageBytes(one!, 'usr_cache');
    const second = await imageBytes(two!, 'usr_cache');
    expect(second.body.equals(first.body)).toBe(true);
    expect(await images.countDocuments()).toBe(before + 1);
    const etag = first.headers.get('etag')!;
    expect((await owner.get(one!, { 'if-none-match': etag })).status).toBe(304);
  });

  test('an order sent twice with one key is one order', async () => {
    const car = await service.carOf('usr_again');
    const owner = service.as('usr_again');
    const send = () =>
      owner.post('/api/v1/qr-codes', { ...png, targetId: car.id }, { 'idempotency-key': 'k' });
    expect((await send()).body.data).toEqual((await send()).body.data);
    expect((await owner.get('/api/v1/qr-codes')).body.data.items).toHaveLength(1);
  });

  test("another one's image is not found", async () => {
    const car = await service.carOf('usr_image');
    const made = await service.as('usr_image').post('/api/v1/qr-codes', { ...png, targetId: car.id });
    const { imageUrl } = made.body.data.qrCode;
    expect((await service.as('usr_thief').get(imageUrl)).body.code).toBe('QR_CODE_NOT_FOUND');
    expect((await service.stranger.get(imageUrl)).status).toBe(401);
    expect((await service.as('usr_thief').get('/api/v1/qr-codes')).body.data.items).toEqual([]);
  });

  test.each([
    ['target', { ...png, target: 'url', targetId: 'x' }],
    ['targetId', png],
    ['targetId', { ...png, targetId: { $ne: '' } }],
    ['size', { ...png, targetId: 'x', size: '5x5' }],
    ['format', { ...png, targetId: 'x', format: 'exe' }],
    ['ecc', { ...png, targetId: 'x', ecc: 'Z' }],
    ['code', { ...png, targetId: 'x', code: 'mine' }],
  ])('an order with a bad %s is refused with its path', async (path, body) => {
    const answer = await service.as('usr_badorder').post('/api/v1/qr-codes', body);
    expect([answer.status, answer.body.code]).toEqual([422, 'VALIDATION_FAILED']);
    expect(answer.body.details.map((detail: { path: string }) => detail.path)).toContain(path);
  });
});
