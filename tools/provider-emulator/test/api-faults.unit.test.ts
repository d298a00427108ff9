import { validatePaymentVerification } from 'razorpay/dist/utils/razorpay-utils.js';
import { clientOf, KEY_SECRET, startFixture, transportOf, type EmulatorFixture } from './emulator-fixture.ts';

let fixture: EmulatorFixture;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.emulator.stop());

const order = (receipt = 'r-1') => fixture.client.orders.create({ amount: 50_000, currency: 'INR', receipt });
const captured = async () => (await fixture.pay((await order()).id)).razorpay_payment_id;

test('delay: the answer comes late, and only as often as armed', async () => {
  await fixture.arm({ kind: 'delay', on: 'api', ms: 600 });
  const startedAt = performance.now();
  await order();
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(599);
  const secondAt = performance.now();
  await order();
  expect(performance.now() - secondAt).toBeLessThan(500);
});

test('error: the request is answered with the status, in Razorpay’s format, and nothing is done', async () => {
  const paymentId = await captured();
  await fixture.arm({ kind: 'error', on: 'api', status: 503, times: 2 });
  for (let time = 0; time < 2; time += 1) {
    await expect(fixture.client.payments.refund(paymentId, {})).rejects.toMatchObject({
      statusCode: 503,
      error: { code: 'SERVER_ERROR' },
    });
  }
  expect(await fixture.client.payments.fetch(paymentId)).toMatchObject({ amount_refunded: 0 });
});

test('malformed: the work is done but the client gets half a JSON instead of an object', async () => {
  const paymentId = await captured();
  await fixture.arm({ kind: 'malformed', on: 'api' });
  const answer: unknown = await fixture.client.payments.refund(paymentId, {});
  // axios hands out what it cannot parse as text, with no error: the trap this fault is for.
  expect(typeof answer).toBe('string');
  expect(await fixture.client.payments.fetch(paymentId)).toMatchObject({ amount_refunded: 50_000 });
});

test('duplicate: the work is done twice and answered once; reads leave the fault armed', async () => {
  const paymentId = await captured();
  await fixture.arm({ kind: 'duplicate', on: 'api' });
  await fixture.client.payments.fetch(paymentId);
  expect(await fixture.client.payments.refund(paymentId, { amount: 10_000 })).toMatchObject({
    amount: 10_000,
  });
  expect(await fixture.client.payments.fetch(paymentId)).toMatchObject({ amount_refunded: 20_000 });
});

test('reorder: a request is answered after one that was sent later', async () => {
  await fixture.arm({ kind: 'reorder', on: 'api', match: 'POST /v1/orders', ms: 60_000 });
  const answered: string[] = [];
  const first = order('first').then(() => answered.push('first'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const second = order('second').then(() => answered.push('second'));
  await Promise.all([first, second]);
  expect(answered).toEqual(['second', 'first']);
});

test('reorder: with nothing to overtake it the request is answered after ms', async () => {
  await fixture.arm({ kind: 'reorder', on: 'api', ms: 60 });
  expect(await order()).toMatchObject({ status: 'created' });
});

test('lose: the line drops and the work is done all the same', async () => {
  const paymentId = await captured();
  await fixture.arm({ kind: 'lose', on: 'api', match: '/v1/payments/*/refund' });
  // The client fails on its own here, since it reads the status of an answer that never came.
  await expect(fixture.client.payments.refund(paymentId, {})).rejects.toThrow(TypeError);
  expect(await fixture.client.payments.fetch(paymentId)).toMatchObject({ amount_refunded: 50_000 });
});

test('wrong_amount: the answer lies about the amount, the account is right', async () => {
  const { id } = await order();
  await fixture.arm({ kind: 'wrong_amount', on: 'api', match: '/v1/orders/*' });
  expect(await fixture.client.orders.fetch(id)).toMatchObject({ id, amount: 50_100 });
  expect(await fixture.client.orders.fetch(id)).toMatchObject({ id, amount: 50_000 });
});

test('bad_signature: the checkout hands out a signature that does not verify, once', async () => {
  await fixture.arm({ kind: 'bad_signature', on: 'api' });
  const payAndVerify = async () => {
    const result = await fixture.pay((await order()).id);
    expect(result.razorpay_signature).toMatch(/^[0-9a-f]{64}$/);
    const ids = { order_id: result.razorpay_order_id, payment_id: result.razorpay_payment_id };
    return validatePaymentVerification(ids, result.razorpay_signature, KEY_SECRET);
  };
  expect(await payAndVerify()).toBe(false);
  expect(await payAndVerify()).toBe(true);
});

test('hang: nothing is answered and nothing is done, and a client with a timeout gets away', async () => {
  const paymentId = await captured();
  await fixture.arm({ kind: 'hang', on: 'api', ms: 60_000 });
  const impatient = clientOf(fixture.emulator.url);
  transportOf(impatient).defaults.timeout = 100;
  await expect(impatient.payments.refund(paymentId, {})).rejects.toThrow(TypeError);
  expect(await fixture.client.payments.fetch(paymentId)).toMatchObject({ amount_refunded: 0 });
});

test('several kinds strike one request together', async () => {
  await fixture.arm({ kind: 'delay', on: 'api', ms: 100 });
  await fixture.arm({ kind: 'error', on: 'api' });
  const startedAt = performance.now();
  await expect(order()).rejects.toMatchObject({ statusCode: 500 });
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(99);
});

test('stop does not wait for a request that hangs', async () => {
  await fixture.arm({ kind: 'hang', on: 'api', ms: 60_000 });
  const hanging = order();
  const dropped = expect(hanging).rejects.toThrow(TypeError);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const startedAt = performance.now();
  await fixture.emulator.stop();
  await dropped;
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

test('reset drops a request that is held back, and what it asked for is not done', async () => {
  await fixture.arm({ kind: 'delay', on: 'api', ms: 60_000 });
  const dropped = expect(order()).rejects.toThrow(TypeError);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await fixture.post('/emulator/reset');
  await dropped;
  expect(await order()).toMatchObject({ status: 'created' });
});
