import { orThrow } from '@chowk/client';
import { randomUUID } from 'node:crypto';
import { ADDRESS, type TestUser } from '@chowk/testing';
import { startHouse, type House } from './support/house.ts';

let house: House;
let user: TestUser;
beforeAll(async () => {
  house = await startHouse();
  user = await house.newPerson();
}, 120_000);
afterAll(() => house.stop());

const inr = (amount: unknown) => ({ amount, currency: 'INR' });
const topup = (amount: unknown) => ({ amount, provider: 'razorpay' });
const order = (change: object) => ({ address: ADDRESS, paymentMethod: 'wallet', ...change });

/** Path, body, and the field that the answer must name. */
const wrong: Array<[string, string, unknown, string]> = [
  ['an operator for a product', '/api/v1/cart/add', { productId: { $gt: '' }, quantity: 1 }, 'productId'],
  ['a fraction of a thing', '/api/v1/cart/add', { productId: 'prd_1', quantity: 1.5 }, 'quantity'],
  ['a negative quantity', '/api/v1/cart/add', { productId: 'prd_1', quantity: -1 }, 'quantity'],
  ['no quantity', '/api/v1/cart/add', { productId: 'prd_1', quantity: 0 }, 'quantity'],
  ['a quantity as text', '/api/v1/cart/add', { productId: 'prd_1', quantity: '1' }, 'quantity'],
  ['a huge quantity', '/api/v1/cart/add', { productId: 'prd_1', quantity: 1e21 }, 'quantity'],
  [
    'a price from the client',
    '/api/v1/cart/add',
    { productId: 'prd_1', quantity: 1, price: inr(1) },
    'price',
  ],
  ['a float as money', '/api/v1/wallet/topup', topup(inr(10.5)), 'amount.amount'],
  ['negative money', '/api/v1/wallet/topup', topup(inr(-100)), 'amount.amount'],
  ['money as text', '/api/v1/wallet/topup', topup(inr('100')), 'amount.amount'],
  ['money beyond 2^53', '/api/v1/wallet/topup', topup(inr(2 ** 53)), 'amount.amount'],
  ['an unknown currency', '/api/v1/wallet/topup', topup({ amount: 100, currency: 'XXQ' }), 'amount.currency'],
  ['bare money', '/api/v1/wallet/topup', topup(100), 'amount'],
  ['a status from the client', '/api/v1/orders', order({ status: 'delivered' }), 'status'],
  ['a total from the client', '/api/v1/orders', order({ total: inr(1) }), 'total'],
  [
    'an operator for a method',
    '/api/v1/orders',
    order({ paymentMethod: { $ne: 'wallet' } }),
    'paymentMethod',
  ],
  ['a list for an address', '/api/v1/orders', order({ address: [] }), 'address'],
  [
    'an operator for a number plate',
    '/api/v1/cars',
    { carNumber: { $regex: '.*' }, carModel: 'x' },
    'carNumber',
  ],
  ['another owner', '/api/v1/cars', { carNumber: 'KA01AB1234', carModel: 'x', userId: 'usr_2' }, 'userId'],
  [
    'an operator for a session',
    '/api/v1/auth/otp/verify',
    { sessionId: { $ne: null }, phone: '+919900000001', otp: '123456' },
    'sessionId',
  ],
];

test.each(wrong)('%s is 422 and names the field', async (_what, path, body, field) => {
  const answer = await user.api.post(path, body, { 'idempotency-key': randomUUID() });
  expect([answer.status, answer.body.code]).toEqual([422, 'VALIDATION_FAILED']);
  expect(answer.body.details.map((detail: { path: string }) => detail.path)).toContain(field);
});

test.each([['12345'], ['+1 202 555 0100x'], [''], ['+9199']])(
  '%p is no phone number: 422 INVALID_PHONE',
  async (phone) => {
    const answer = await user.api.post('/api/v1/auth/otp/request', { phone });
    expect([answer.status, answer.body.code]).toEqual([422, 'INVALID_PHONE']);
  },
);

test('nobody makes themselves an admin, premium or rich through their profile', async () => {
  for (const field of ['role', 'roles', 'isPremium', 'plan', 'balance', 'status', 'id']) {
    const answer = await user.api.put('/api/v1/users/profile', { firstName: 'A', [field]: 'owner' });
    expect([field, answer.status]).toEqual([field, 422]);
  }
});

test('operators in queries are refused everywhere', async () => {
  for (const path of [
    '/api/v1/products?store[$ne]=x',
    '/api/v1/orders?limit[$gt]=1',
    '/api/v1/wallet/transactions?cursor[$ne]=x',
    '/api/v1/notifications?unread[$ne]=1',
    '/api/v1/cars?limit=1;drop',
  ]) {
    const answer = await user.api.get(path);
    expect([path, answer.status]).toEqual([path, 422]);
  }
});

test('JSON 2,000 levels deep, broken JSON and no JSON at all are refused, never 500', async () => {
  const deep = '{"a":'.repeat(2000) + '1' + '}'.repeat(2000);
  for (const [body, status] of [
    [deep, 422],
    ['{"productId":', 400],
    ['null', 422],
    ['"text"', 422],
  ] as const) {
    const answer = await user.api.post('/api/v1/cart/add', body);
    expect([400, 422]).toContain(answer.status);
    if (body !== deep) expect([400, status]).toContain(answer.status);
  }
});

test('ids of other kinds and other people are not found, never 500 and never 403', async () => {
  const other = await house.newPerson();
  const { car } = (
    await orThrow(other.chowk.registerCar({ body: { carNumber: 'KA05ZZ0001', carModel: 'Alto' } }))
  ).data;
  const carId = car.id;
  for (const path of [
    `/api/v1/cars/${carId}`,
    '/api/v1/orders/ord_01J00000000000000000000000',
    `/api/v1/orders/${carId}`,
    '/api/v1/payments/pay_01J00000000000000000000000',
  ]) {
    const { status } = await user.api.get(path);
    expect([path, [404, 422].includes(status)]).toEqual([path, true]);
  }
  expect((await user.api.get(`/api/v1/cars/${carId}`)).body.code).toBe('CAR_NOT_FOUND');
});
