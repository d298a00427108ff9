import { validatePaymentVerification } from 'razorpay/dist/utils/razorpay-utils.js';
import { KEY_SECRET, startFixture, WEBHOOK_SECRET, type EmulatorFixture } from './emulator-fixture.ts';

let fixture: EmulatorFixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.emulator.stop());

const order = (extra: object = {}) =>
  fixture.client.orders.create({ amount: 50_000, currency: 'INR', ...extra });

test('what the checkout hands to the buyer verifies with the key secret and with no other', async () => {
  const { id } = await order();
  const result = await fixture.pay(id);
  const verifies = (orderId: string, secret: string) =>
    validatePaymentVerification(
      { order_id: orderId, payment_id: result.razorpay_payment_id },
      result.razorpay_signature,
      secret,
    );
  expect(result.razorpay_order_id).toBe(id);
  expect(verifies(id, KEY_SECRET)).toBe(true);
  expect(verifies(id, WEBHOOK_SECRET)).toBe(false);
  expect(verifies((await order()).id, KEY_SECRET)).toBe(false);
});

test.each([
  ['upi', { vpa: expect.any(String), card_id: null }],
  ['card', { card_id: expect.stringMatching(/^card_/), vpa: null }],
  ['netbanking', { bank: 'HDFC' }],
  ['wallet', { wallet: 'airtelmoney' }],
])('a payment by %s carries the fields of that method', async (method, fields) => {
  const { razorpay_payment_id } = await fixture.pay((await order()).id, { method });
  expect(await fixture.client.payments.fetch(razorpay_payment_id)).toMatchObject({
    method,
    status: 'captured',
    ...fields,
  });
});

test('an order that asks for capture by hand is only authorized when paid', async () => {
  const byPayment = await order({ payment: { capture: 'manual' } });
  const byOldSwitch = await order({ payment_capture: false });
  for (const { id } of [byPayment, byOldSwitch]) {
    const { razorpay_payment_id } = await fixture.pay(id);
    expect(await fixture.client.payments.fetch(razorpay_payment_id)).toMatchObject({ status: 'authorized' });
    expect(await fixture.client.orders.fetch(id)).toMatchObject({ status: 'attempted', amount_due: 50_000 });
  }
});

test('a declined payment hands out the reason and ids but no signature', async () => {
  const { id } = await order();
  const result = await fixture.pay(id, { outcome: 'failed' });
  expect(result.razorpay_signature).toBeUndefined();
  expect(result.error).toMatchObject({ code: 'BAD_REQUEST_ERROR', metadata: { order_id: id } });
  const paymentId = result.error?.metadata.payment_id ?? '';
  expect(await fixture.client.payments.fetch(paymentId)).toMatchObject({
    status: 'failed',
    error_reason: 'payment_failed',
  });
});

test('a paid order cannot be paid again', async () => {
  const { id } = await order();
  await fixture.pay(id);
  expect((await fixture.pay(id)).error).toMatchObject({ code: 'BAD_REQUEST_ERROR' });
  expect((await fixture.client.orders.fetchPayments(id)).count).toBe(1);
});

test('a buyer who pays too little leaves the order unpaid with the rest due', async () => {
  const { id } = await order();
  await fixture.pay(id, { amount: 20_000 });
  expect(await fixture.client.orders.fetch(id)).toMatchObject({
    status: 'attempted',
    amount_paid: 20_000,
    amount_due: 30_000,
  });
});

test.each([
  [{ amount: 1.5 }, 'amount'],
  [{ outcome: 'maybe' }, 'outcome'],
  [{ method: 'cash' }, 'method'],
])('paying with %j is refused naming the field', async (body, field) => {
  const { id } = await order();
  const answer = await fixture.post(`/emulator/razorpay/orders/${id}/pay`, body);
  expect(answer).toMatchObject({ status: 400, body: { error: { field } } });
});
