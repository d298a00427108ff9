import { eventually, startFixture, type EmulatorFixture } from './emulator-fixture.ts';
import { startReceiver, type WebhookReceiver } from './webhook-receiver.ts';

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

const order = async () => (await fixture.client.orders.create({ amount: 50_000, currency: 'INR' })).id;
const paid = async () => (await fixture.pay(await order())).razorpay_payment_id;
const outside = async (path: string, body: object = {}) => {
  const answer = await fixture.post(`/emulator/razorpay${path}`, body);
  return { status: answer.status, body: answer.body as Record<string, unknown> };
};
const settlement = async () => (await fixture.get('/emulator/razorpay/settlement')).body;
const told = (event: string) =>
  eventually(
    () => receiver.received.find((webhook) => webhook.event === event),
    (found) => found !== undefined,
  );

test('a refund in the dashboard is told by webhook, listed, and taken off the settlement', async () => {
  const payment = await paid();
  const { body: refund } = await outside(`/payments/${payment}/refund`, { amount: 20_000 });
  expect(refund).toMatchObject({ entity: 'refund', payment_id: payment, amount: 20_000 });
  const { rawBody } = (await told('refund.processed'))!;
  expect(JSON.parse(rawBody)).toMatchObject({
    contains: ['payment', 'refund'],
    payload: { payment: { entity: { amount_refunded: 20_000 } }, refund: { entity: refund } },
  });
  expect(await fixture.client.payments.fetchMultipleRefund(payment)).toMatchObject({
    count: 1,
    items: [refund],
  });
  expect(await settlement()).toEqual({
    items: [{ currency: 'INR', captured: 50_000, refunded: 20_000, disputed: 0, net: 30_000 }],
  });
});

test('a dispute is opened, lost and won on appeal; only what is lost is deducted', async () => {
  const payment = await paid();
  const { body: dispute } = await outside(`/payments/${payment}/dispute`);
  expect(dispute).toMatchObject({ payment_id: payment, amount: 50_000, amount_deducted: 0, status: 'open' });
  const decide = (verdict: string) => outside(`/disputes/${String(dispute.id)}/${verdict}`);
  const net = async () => ((await settlement()) as { items: Array<{ net: number }> }).items[0]!.net;
  expect(await net()).toBe(50_000);
  expect((await decide('lost')).body).toMatchObject({ status: 'lost', amount_deducted: 50_000 });
  expect(await net()).toBe(0);
  expect((await decide('lost')).status).toBe(400);
  expect((await decide('won')).body).toMatchObject({ status: 'won', amount_deducted: 0 });
  expect(await net()).toBe(50_000);
  expect((await decide('lost')).status).toBe(400);
  for (const what of ['created', 'lost', 'won']) {
    const { rawBody } = (await told(`payment.dispute.${what}`))!;
    expect(JSON.parse(rawBody)).toMatchObject({ contains: ['payment', 'dispute'] });
  }
  const listed = await fixture.client.disputes.all({ count: 1, skip: 0 });
  expect(listed).toMatchObject({ count: 1, items: [{ id: dispute.id, status: 'won' }] });
});

test('a paid order is paid again only by who insists, and a payment that waits is captured late', async () => {
  const id = await order();
  const waiting = await fixture.pay(id, { outcome: 'authorized' });
  await fixture.pay(id);
  expect((await fixture.pay(id)).error).toBeDefined();
  await fixture.pay(id, { again: true });
  expect((await outside(`/payments/${waiting.razorpay_payment_id}/capture`)).body).toMatchObject({
    status: 'captured',
    amount: 50_000,
  });
  expect((await outside(`/payments/${waiting.razorpay_payment_id}/capture`)).status).toBe(400);
  expect(await settlement()).toMatchObject({ items: [{ captured: 150_000, net: 150_000 }] });
});
