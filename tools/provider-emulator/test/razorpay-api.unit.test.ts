import { clientOf, startFixture, transportOf, type EmulatorFixture } from './emulator-fixture.ts';

let fixture: EmulatorFixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.emulator.stop());

const order = (amount = 50_000) => fixture.client.orders.create({ amount, currency: 'INR', receipt: 'r-1' });
const authorized = async (amount = 50_000) => {
  const { id } = await order(amount);
  return (await fixture.pay(id, { outcome: 'authorized' })).razorpay_payment_id;
};
const captured = async (amount = 50_000) => (await fixture.pay((await order(amount)).id)).razorpay_payment_id;
const refusal = (description: string, field?: string) => ({
  statusCode: 400,
  error: expect.objectContaining({ code: 'BAD_REQUEST_ERROR', description, ...(field ? { field } : {}) }),
});

describe('orders', () => {
  test('an order created by the real client can be fetched again, with the fields Razorpay documents', async () => {
    const created = await fixture.client.orders.create({
      amount: 50_000,
      currency: 'INR',
      receipt: 'topup-17',
      notes: { purpose: 'topup' },
    });
    expect(created).toEqual({
      id: expect.stringMatching(/^order_[0-9A-Za-z]{14}$/),
      entity: 'order',
      amount: 50_000,
      amount_paid: 0,
      amount_due: 50_000,
      currency: 'INR',
      receipt: 'topup-17',
      offer_id: null,
      status: 'created',
      attempts: 0,
      notes: { purpose: 'topup' },
      created_at: expect.any(Number),
    });
    expect(await fixture.client.orders.fetch(created.id)).toEqual(created);
  });

  test.each([
    [{ amount: 10.5, currency: 'INR' }, 'The amount must be an integer.', 'amount'],
    [{ amount: 99, currency: 'INR' }, 'The amount must be atleast INR 1.00', 'amount'],
    [{ amount: -500, currency: 'INR' }, 'The amount must be atleast INR 1.00', 'amount'],
    [{ amount: 500, currency: 'rupees' }, 'The currency is not supported.', 'currency'],
    [
      { amount: 500, currency: 'INR', receipt: 'x'.repeat(41) },
      'The receipt may not be greater than 40 characters.',
      'receipt',
    ],
    [{ amount: 500, currency: 'INR', price: 1 }, 'price is/are not required and should not be sent', 'price'],
  ])('an order of %j is refused naming the field', async (request, description, field) => {
    await expect(fixture.client.orders.create(request)).rejects.toEqual(refusal(description, field));
  });

  test('an unknown id is a 400, as at Razorpay', async () => {
    await expect(fixture.client.orders.fetch('order_doesnotexist00')).rejects.toEqual(
      refusal('The id provided does not exist'),
    );
    await expect(fixture.client.payments.fetch('pay_doesnotexist00')).rejects.toMatchObject({
      statusCode: 400,
    });
    await expect(fixture.client.refunds.fetch('rfnd_doesnotexist0')).rejects.toMatchObject({
      statusCode: 400,
    });
  });

  test('payments of an order are listed with the failed attempts', async () => {
    const { id } = await order();
    await fixture.pay(id, { outcome: 'failed' });
    await fixture.pay(id);
    const payments = await fixture.client.orders.fetchPayments(id);
    expect(payments).toMatchObject({ entity: 'collection', count: 2 });
    expect(payments.items.map(({ status }) => status)).toEqual(['failed', 'captured']);
    expect(await fixture.client.orders.fetch(id)).toMatchObject({
      status: 'paid',
      attempts: 2,
      amount_due: 0,
    });
  });
});

describe('authentication', () => {
  test('a wrong key secret is refused with 401', async () => {
    const stranger = clientOf(fixture.emulator.url, 'some-other-secret');
    await expect(stranger.orders.create({ amount: 500, currency: 'INR' })).rejects.toEqual({
      statusCode: 401,
      error: expect.objectContaining({ code: 'BAD_REQUEST_ERROR', description: 'Authentication failed' }),
    });
  });

  test('no key at all is refused with 401, also for paths that do not exist', async () => {
    expect((await fixture.get('/v1/orders/order_1')).status).toBe(401);
    expect((await fixture.get('/v1/nothing')).status).toBe(401);
  });
});

describe('capture', () => {
  test('an authorized payment is captured once, with fee and tax, and its order is paid', async () => {
    const paymentId = await authorized(10_000);
    const payment = await fixture.client.payments.capture(paymentId, 10_000, 'INR');
    expect(payment).toMatchObject({ status: 'captured', captured: true, amount: 10_000, fee: 236, tax: 36 });
    expect(await fixture.client.orders.fetch(payment.order_id)).toMatchObject({
      status: 'paid',
      amount_paid: 10_000,
    });
    await expect(fixture.client.payments.capture(paymentId, 10_000, 'INR')).rejects.toEqual(
      refusal('This payment has already been captured'),
    );
  });

  test('another amount or currency than authorized is refused and captures nothing', async () => {
    const paymentId = await authorized();
    await expect(fixture.client.payments.capture(paymentId, 49_900, 'INR')).rejects.toEqual(
      refusal('Capture amount must be equal to the amount authorized', 'amount'),
    );
    await expect(fixture.client.payments.capture(paymentId, 50_000, 'USD')).rejects.toEqual(
      refusal('Capture request currency must be same as payment currency', 'currency'),
    );
    expect(await fixture.client.payments.fetch(paymentId)).toMatchObject({
      status: 'authorized',
      captured: false,
    });
  });

  test('when two payments of one order are authorized, only one can be captured', async () => {
    const { id } = await order();
    const first = await fixture.pay(id, { outcome: 'authorized' });
    const second = await fixture.pay(id, { outcome: 'authorized' });
    await fixture.client.payments.capture(second.razorpay_payment_id, 50_000, 'INR');
    await expect(fixture.client.payments.capture(first.razorpay_payment_id, 50_000, 'INR')).rejects.toEqual(
      refusal('This order has already been paid.'),
    );
  });
});

describe('refunds', () => {
  test('partial refunds add up and the last one makes the payment refunded', async () => {
    const paymentId = await captured();
    const refund = await fixture.client.payments.refund(paymentId, {
      amount: 20_000,
      notes: { why: 'late' },
    });
    expect(refund).toMatchObject({
      entity: 'refund',
      amount: 20_000,
      payment_id: paymentId,
      status: 'processed',
    });
    expect(refund.id).toMatch(/^rfnd_[0-9A-Za-z]{14}$/);
    expect(await fixture.client.refunds.fetch(refund.id)).toEqual(refund);
    expect(await fixture.client.payments.fetch(paymentId)).toMatchObject({
      status: 'captured',
      refund_status: 'partial',
      amount_refunded: 20_000,
    });
    expect(await fixture.client.payments.refund(paymentId, {})).toMatchObject({ amount: 30_000 });
    expect(await fixture.client.payments.fetch(paymentId)).toMatchObject({
      status: 'refunded',
      refund_status: 'full',
      amount_refunded: 50_000,
    });
    await expect(fixture.client.payments.refund(paymentId, { amount: 100 })).rejects.toEqual(
      refusal('The payment has been fully refunded already'),
    );
  });

  test('twenty parallel refunds never return more than was captured', async () => {
    const paymentId = await captured(50_000);
    const attempts = await Promise.allSettled(
      Array.from({ length: 20 }, () => fixture.client.payments.refund(paymentId, { amount: 7_000 })),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(7);
    expect(attempts.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: refusal('The total refund amount is greater than the refund payment amount', 'amount'),
    });
    expect(await fixture.client.payments.fetch(paymentId)).toMatchObject({ amount_refunded: 49_000 });
  });

  test('what was not captured cannot be refunded', async () => {
    await expect(fixture.client.payments.refund(await authorized(), {})).rejects.toEqual(
      refusal('The payment status should be captured for action to be taken'),
    );
  });

  test('the same idempotency key gives the same refund; with another amount it is refused', async () => {
    const paymentId = await captured();
    const refundWithKey = (amount: number) =>
      transportOf(fixture.client).post(
        `/v1/payments/${paymentId}/refund`,
        { amount },
        { headers: { 'X-Refund-Idempotency': 'refund-of-order-17' } },
      );
    const first = await refundWithKey(5_000);
    expect((await refundWithKey(5_000)).data).toEqual(first.data);
    expect(await fixture.client.payments.fetch(paymentId)).toMatchObject({ amount_refunded: 5_000 });
    await expect(refundWithKey(6_000)).rejects.toMatchObject({
      response: {
        status: 400,
        data: {
          error: {
            description: 'Different request with the same idempotency key has already been processed.',
          },
        },
      },
    });
  });
});
