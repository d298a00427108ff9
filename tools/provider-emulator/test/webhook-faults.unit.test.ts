import Razorpay from 'razorpay';
import { eventually, startFixture, WEBHOOK_SECRET, type EmulatorFixture } from './emulator-fixture.ts';
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

const payNewOrder = async () => {
  const { id } = await fixture.client.orders.create({ amount: 50_000, currency: 'INR' });
  await fixture.pay(id);
};
const events = () => receiver.received.map(({ event }) => event);
const settled = () => eventually(fixture.webhooks, (list) => list.every(({ state }) => state !== 'waiting'));
const record = async (event: string) => (await settled()).find((it) => it.event === event);
const verifies = ({ rawBody, headers }: ReceivedWebhook) =>
  Razorpay.validateWebhookSignature(rawBody, String(headers['x-razorpay-signature']), WEBHOOK_SECRET);

test('delay: the event comes late and the others do not wait for it', async () => {
  await fixture.arm({ kind: 'delay', on: 'webhook', match: 'payment.authorized', ms: 200 });
  await payNewOrder();
  await settled();
  expect(events()).toEqual(['payment.captured', 'order.paid', 'payment.authorized']);
});

test('reorder: the event arrives after the one that follows it', async () => {
  await fixture.arm({ kind: 'reorder', on: 'webhook', match: 'payment.authorized', ms: 5_000 });
  await payNewOrder();
  await settled();
  expect(events().indexOf('payment.captured')).toBeLessThan(events().indexOf('payment.authorized'));
  expect(events()).toHaveLength(3);
});

test('duplicate: the event arrives twice with the same id, signature and body', async () => {
  await fixture.arm({ kind: 'duplicate', on: 'webhook', match: 'payment.captured' });
  await payNewOrder();
  await settled();
  const twins = receiver.received.filter(({ event }) => event === 'payment.captured');
  expect(twins).toHaveLength(2);
  for (const read of [
    ({ rawBody }: ReceivedWebhook) => rawBody,
    ({ headers }: ReceivedWebhook) => headers['x-razorpay-event-id'],
    ({ headers }: ReceivedWebhook) => headers['x-razorpay-signature'],
  ]) {
    expect(new Set(twins.map(read)).size).toBe(1);
  }
});

test('lose: the event never arrives, is never retried, and can be redelivered by hand', async () => {
  await fixture.arm({ kind: 'lose', on: 'webhook', match: 'payment.captured' });
  await payNewOrder();
  const lost = await record('payment.captured');
  expect(lost).toMatchObject({ state: 'lost', attempts: [{ faults: ['lose'], httpStatus: null }] });
  expect(events()).toEqual(['payment.authorized', 'order.paid']);
  await fixture.post(`/emulator/razorpay/webhooks/${lost?.id}/redeliver`);
  expect(events()).toContain('payment.captured');
});

test('error: sending fails as often as armed, then a retry arrives', async () => {
  await fixture.arm({ kind: 'error', on: 'webhook', match: 'order.*', times: 2 });
  await payNewOrder();
  const paid = await record('order.paid');
  expect(paid?.state).toBe('delivered');
  expect(paid?.attempts.map(({ faults, httpStatus }) => [faults.join(), httpStatus])).toEqual([
    ['error', null],
    ['error', null],
    ['', 200],
  ]);
});

test('malformed: half a JSON arrives, properly signed over the bytes that were sent', async () => {
  await fixture.arm({ kind: 'malformed', on: 'webhook', match: 'payment.authorized' });
  await payNewOrder();
  await settled();
  const [broken] = receiver.received;
  if (!broken) throw new Error('a webhook was awaited');
  expect(broken.event).toBeNull();
  expect(verifies(broken)).toBe(true);
  expect((await record('payment.authorized'))?.attempts[0]?.sentBody).toBe(broken.rawBody);
});

test('wrong_amount: a properly signed event names another amount, and its retry the right one', async () => {
  receiver.answerNext(400);
  await fixture.arm({ kind: 'wrong_amount', on: 'webhook', match: 'payment.authorized' });
  await payNewOrder();
  await settled();
  const authorized = receiver.received.filter(({ event }) => event === 'payment.authorized');
  const amounts = authorized.map(({ rawBody }) => {
    const { payload } = JSON.parse(rawBody) as { payload: { payment: { entity: { amount: number } } } };
    return payload.payment.entity.amount;
  });
  expect(amounts).toEqual([50_100, 50_000]);
  expect(authorized.map(verifies)).toEqual([true, true]);
});

test('bad_signature: the body is right and the signature does not verify, until the retry', async () => {
  receiver.answerNext(400);
  await fixture.arm({ kind: 'bad_signature', on: 'webhook', match: 'payment.authorized' });
  await payNewOrder();
  await settled();
  const authorized = receiver.received.filter(({ event }) => event === 'payment.authorized');
  expect(authorized.map(verifies)).toEqual([false, true]);
});

test('hang: the body stops half-way, the line drops, and the retry arrives whole', async () => {
  await fixture.arm({ kind: 'hang', on: 'webhook', match: 'payment.authorized', ms: 80 });
  await payNewOrder();
  const authorized = await record('payment.authorized');
  expect(receiver.brokenOff()).toBe(1);
  expect(authorized).toMatchObject({ state: 'delivered' });
  expect(authorized?.attempts.map(({ httpStatus }) => httpStatus)).toEqual([null, 200]);
  expect(authorized?.attempts[0]?.ms).toBeGreaterThanOrEqual(79);
});

test('reset ends retries that are still to come', async () => {
  await fixture.arm({ kind: 'error', on: 'webhook', times: 100 });
  await payNewOrder();
  await eventually(fixture.webhooks, (list) => list.some(({ attempts }) => attempts.length > 0));
  expect((await fixture.post('/emulator/reset')).status).toBe(204);
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(receiver.received).toEqual([]);
  expect(await fixture.webhooks()).toEqual([]);
});
