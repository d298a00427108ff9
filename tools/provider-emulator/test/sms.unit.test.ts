import { startFixture, type EmulatorFixture } from './emulator-fixture.ts';

let fixture: EmulatorFixture;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.emulator.stop());

const message = { to: '+919876543210', body: 'Your code is 481516', senderId: 'CHOWK', reference: 'otp-1' };
const send = (changes: object = {}) => fixture.post('/sms/messages', { ...message, ...changes });
const inbox = async (query = '') =>
  (
    (await fixture.get(`/emulator/sms/messages${query}`)).body as {
      messages: { reference: string; to: string }[];
    }
  ).messages;

test('a message is accepted and shown to whoever looks for that number', async () => {
  const answer = await send();
  expect(answer).toEqual({ status: 202, body: { id: expect.any(String), status: 'accepted' } });
  await send({ to: '+14155550123', reference: 'otp-2' });
  expect(await inbox('?to=%2B919876543210')).toEqual([
    { ...message, ...(answer.body as object), acceptedAt: expect.any(String) },
  ]);
  expect(await inbox('?to=+14155550123')).toMatchObject([{ reference: 'otp-2' }]);
  expect(await inbox()).toHaveLength(2);
});

test('the same reference sent twice shows twice', async () => {
  await send();
  await send();
  expect(await inbox()).toHaveLength(2);
});

test.each([
  [{ to: '9876543210' }, 'to'],
  [{ body: '' }, 'body'],
  [{ body: 'x'.repeat(1_531) }, 'body'],
  [{ senderId: 'NOT A SENDER' }, 'senderId'],
  [{ reference: undefined }, 'reference'],
  [{ price: 1 }, 'price'],
])('a message with %j is refused naming the field', async (changes, field) => {
  expect(await send(changes)).toMatchObject({
    status: 400,
    body: { error: { code: 'VALIDATION_FAILED', field } },
  });
  expect(await inbox()).toEqual([]);
});

describe('faults', () => {
  test('error: refused and not kept', async () => {
    await fixture.arm({ provider: 'sms', kind: 'error', on: 'api', status: 503 });
    expect(await send()).toMatchObject({ status: 503, body: { error: { code: 'GATEWAY_DOWN' } } });
    expect(await inbox()).toEqual([]);
  });

  test('lose: the line drops although the message was taken', async () => {
    await fixture.arm({ provider: 'sms', kind: 'lose', on: 'api' });
    await expect(send()).rejects.toThrow('fetch failed');
    expect(await inbox()).toHaveLength(1);
  });

  test('duplicate: the message goes out twice', async () => {
    await fixture.arm({ provider: 'sms', kind: 'duplicate', on: 'api' });
    await send();
    expect(await inbox()).toHaveLength(2);
  });

  test('delay: a fault of one provider leaves the other alone', async () => {
    await fixture.arm({ provider: 'sms', kind: 'delay', on: 'api', ms: 600 });
    const startedAt = performance.now();
    await fixture.client.orders.create({ amount: 500, currency: 'INR' });
    expect(performance.now() - startedAt).toBeLessThan(500);
    const sentAt = performance.now();
    await send();
    expect(performance.now() - sentAt).toBeGreaterThanOrEqual(599);
  });
});
