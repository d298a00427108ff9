import Razorpay from 'razorpay';
import {
  eventually,
  KEY_SECRET,
  startFixture,
  WEBHOOK_SECRET,
  type EmulatorFixture,
} from './emulator-fixture.ts';
import { startReceiver, type ReceivedWebhook, type WebhookReceiver } from './webhook-receiver.ts';

let fixture: EmulatorFixture;
let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await startReceiver();
  fixture = await startFixture(receiver.url);
});
afterEach(async () => {
  await fixture.emulator.stop();
  await receiver.stop();
});

const order = () => fixture.client.orders.create({ amount: 50_000, currency: 'INR' });
const events = () => receiver.received.map(({ event }) => event);
const arrived = (count: number) =>
  eventually(
    () => receiver.received,
    ({ length }) => length >= count,
  );
const settled = () => eventually(fixture.webhooks, (list) => list.every(({ state }) => state !== 'waiting'));
const entities = ({ rawBody }: ReceivedWebhook) =>
  (JSON.parse(rawBody) as { payload: Record<string, { entity: Record<string, unknown> }> }).payload;

test('a captured payment sends authorized, captured and order.paid, each a snapshot of its moment', async () => {
  const { id } = await order();
  const { razorpay_payment_id } = await fixture.pay(id);
  const [first, second, third] = await arrived(3);
  expect(events()).toEqual(['payment.authorized', 'payment.captured', 'order.paid']);
  if (!first || !second || !third) throw new Error('three webhooks were awaited');
  expect(JSON.parse(first.rawBody)).toMatchObject({
    entity: 'event',
    account_id: expect.stringMatching(/^acc_/),
    contains: ['payment'],
    created_at: expect.any(Number),
  });
  expect(entities(first)['payment']?.entity).toMatchObject({ id: razorpay_payment_id, status: 'authorized' });
  expect(entities(second)['payment']?.entity).toMatchObject({ status: 'captured', amount: 50_000 });
  expect(entities(third)['order']?.entity).toMatchObject({ id, status: 'paid', amount_paid: 50_000 });
});

test('signatures verify over the raw body with the webhook secret, not with the key secret', async () => {
  await fixture.pay((await order()).id);
  for (const { rawBody, headers } of await arrived(3)) {
    const signature = String(headers['x-razorpay-signature']);
    expect(Razorpay.validateWebhookSignature(rawBody, signature, WEBHOOK_SECRET)).toBe(true);
    expect(Razorpay.validateWebhookSignature(rawBody, signature, KEY_SECRET)).toBe(false);
    expect(Razorpay.validateWebhookSignature(`${rawBody} `, signature, WEBHOOK_SECRET)).toBe(false);
  }
  expect(new Set(receiver.received.map(({ headers }) => headers['x-razorpay-event-id'])).size).toBe(3);
});

test('capturing by hand, refunding and failing send their events', async () => {
  const { id } = await order();
  await fixture.pay(id, { outcome: 'failed' });
  const { razorpay_payment_id } = await fixture.pay(id, { outcome: 'authorized' });
  await fixture.client.payments.capture(razorpay_payment_id, 50_000, 'INR');
  await fixture.client.payments.refund(razorpay_payment_id, { amount: 10_000 });
  const received = await arrived(5);
  expect(events()).toEqual([
    'payment.failed',
    'payment.authorized',
    'payment.captured',
    'order.paid',
    'refund.processed',
  ]);
  const last = received[4];
  if (!last) throw new Error('five webhooks were awaited');
  expect(entities(last)['refund']?.entity).toMatchObject({ amount: 10_000, payment_id: razorpay_payment_id });
  expect(entities(last)['payment']?.entity).toMatchObject({ amount_refunded: 10_000 });
});

test('an answer other than 2xx is tried again with the same id and body, later and later', async () => {
  receiver.answerNext(500, 302);
  await fixture.pay((await order()).id, { outcome: 'authorized' });
  const received = await arrived(3);
  expect(new Set(received.map(({ headers }) => headers['x-razorpay-event-id'])).size).toBe(1);
  expect(new Set(received.map(({ rawBody }) => rawBody)).size).toBe(1);
  const [record] = await settled();
  expect(record).toMatchObject({ state: 'delivered', event: 'payment.authorized' });
  expect(record?.attempts.map(({ httpStatus }) => httpStatus)).toEqual([500, 302, 200]);
  expect(record?.attempts[0]?.answer).toBe('answered 500');
  const [a = 0, b = 0, c = 0] = record?.attempts.map(({ at }) => Date.parse(at)) ?? [];
  expect(b - a).toBeGreaterThanOrEqual(19);
  expect(c - b).toBeGreaterThanOrEqual(39);
});

test('after the last attempt it gives up, and a redelivery by hand still gets through', async () => {
  receiver.answerNext(500, 500, 500, 500);
  await fixture.pay((await order()).id, { outcome: 'authorized' });
  const [failed] = await settled();
  expect(failed).toMatchObject({ state: 'failed' });
  expect(failed?.attempts).toHaveLength(4);
  const { status, body } = await fixture.post(`/emulator/razorpay/webhooks/${failed?.id}/redeliver`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ id: failed?.id, state: 'delivered' });
  expect(receiver.received).toHaveLength(5);
});

test('a receiver that is down is an attempt with the reason, and is tried again', async () => {
  await receiver.stop();
  await fixture.pay((await order()).id, { outcome: 'authorized' });
  const [record] = await settled();
  expect(record?.state).toBe('failed');
  expect(record?.attempts[0]).toMatchObject({
    httpStatus: null,
    error: expect.stringContaining('ECONNREFUSED'),
  });
  receiver = await startReceiver();
});

test('a receiver that takes too long is an attempt that timed out, and is tried again', async () => {
  await fixture.emulator.stop();
  fixture = await startFixture(receiver.url, { timeoutMs: 100 });
  receiver.answerNext('never');
  await fixture.pay((await order()).id, { outcome: 'authorized' });
  const [record] = await settled();
  expect(record?.attempts).toMatchObject([{ error: 'no answer within 100 ms' }, { httpStatus: 200 }]);
});

test('without a URL events are recorded unsent and can be delivered once there is one', async () => {
  fixture.emulator.setWebhookUrl(null);
  await fixture.pay((await order()).id, { outcome: 'authorized' });
  const [record] = await settled();
  expect(record).toMatchObject({ state: 'unsent', attempts: [] });
  const path = `/emulator/razorpay/webhooks/${record?.id}/redeliver`;
  expect(await fixture.post(path)).toMatchObject({
    status: 409,
    body: { error: { code: 'WEBHOOK_URL_NOT_SET' } },
  });
  fixture.emulator.setWebhookUrl(receiver.url);
  expect(await fixture.post(path)).toMatchObject({ status: 200, body: { state: 'delivered' } });
  expect(events()).toEqual(['payment.authorized']);
});

test('an unknown event id cannot be redelivered', async () => {
  expect(await fixture.post('/emulator/razorpay/webhooks/nope/redeliver')).toMatchObject({
    status: 404,
    body: { error: { code: 'NOT_FOUND', field: 'id' } },
  });
});

test('a receiver that does not answer for one order does not hold up the events of another', async () => {
  await fixture.arm({ kind: 'hang', on: 'webhook', ms: 4_000 });
  const [slow, quick] = [await order(), await order()];
  await fixture.pay(slow.id);
  await fixture.pay(quick.id);
  await arrived(3);
  expect(receiver.received.slice(0, 3).map(({ rawBody }) => rawBody.includes(quick.id))).toEqual([
    true,
    true,
    true,
  ]);
});
