import { callAs } from '@chowk/testing';
import { newPhone, startAuth, type TestAuth } from './fixture.ts';

let auth: TestAuth;
beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());

const as = (caller: Parameters<typeof callAs>[0]) =>
  callAs(caller, 'auth', auth.service.grpcAddress, auth.keys);

test('GetUsers tells names, roles and a masked phone, the number itself only with consent, and leaves unknown ids out', async () => {
  const { user, as: client } = await auth.signIn('+919876543210');
  await client.put('/api/v1/users/profile', { firstName: 'Asha', lastName: 'Verma', sharePhone: true });
  const orders = as('orders');
  expect(await orders.getUsers({ ids: [user.id, 'usr_unknown'] })).toEqual({
    users: [
      {
        id: user.id,
        name: 'Asha Verma',
        roles: ['user'],
        plan: 'basic',
        planExpiresAt: '',
        maskedPhone: '+91******3210',
        sharePhone: true,
        phone: '+919876543210',
      },
    ],
  });
  await client.put('/api/v1/users/profile', { sharePhone: false });
  expect((await orders.getUsers({ ids: [user.id] })).users[0]).toMatchObject({
    sharePhone: false,
    phone: '',
  });
  orders.close();
});

test('a premium plan counts until its date', async () => {
  const { user, as: client } = await auth.signIn(newPhone());
  const users = auth.database.connection.collection<{ _id: string }>('users');
  const set = (planExpiresAt: Date) =>
    users.updateOne({ _id: user.id }, { $set: { plan: 'premium', planExpiresAt } });
  await set(new Date(Date.now() + 60_000));
  expect((await client.get('/api/v1/users/profile')).body.data.user).toMatchObject({ isPremium: true });
  await set(new Date(Date.now() - 1));
  expect((await client.get('/api/v1/users/profile')).body.data.user).toMatchObject({
    isPremium: false,
    plan: 'basic',
    planExpiresAt: null,
  });
});

test('GetContacts is for notify alone', async () => {
  const phone = newPhone();
  const { user } = await auth.signIn(phone);
  const notify = as('notify');
  expect(await notify.getContacts({ ids: [user.id] })).toEqual({
    contacts: [{ userId: user.id, phone, email: '', language: 'en' }],
  });
  const orders = as('orders');
  await expect(orders.getContacts({ ids: [user.id] })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  notify.close();
  orders.close();
});

test('FindUserByPhone finds for wallet, however the number is written', async () => {
  const phone = newPhone();
  const { user } = await auth.signIn(phone);
  const wallet = as('wallet');
  expect(await wallet.findUserByPhone({ phone: phone.slice(3) })).toEqual({ userId: user.id });
  await expect(wallet.findUserByPhone({ phone: newPhone() })).rejects.toMatchObject({
    code: 'USER_NOT_FOUND',
  });
  await expect(wallet.findUserByPhone({ phone: 'x' })).rejects.toMatchObject({ code: 'INVALID_PHONE' });
  wallet.close();
  const catalog = as('catalog');
  await expect(catalog.findUserByPhone({ phone })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  catalog.close();
});

test('VerifySession knows no made-up session, and GetJwks gives what is published', async () => {
  const gateway = as('gateway');
  expect(await gateway.verifySession({ sessionId: 'ses_none' })).toEqual({ active: false, userId: '' });
  const { jwksJson } = await gateway.getJwks({});
  expect(JSON.parse(jwksJson)).toEqual((await auth.anonymous.get('/.well-known/jwks.json')).body);
  gateway.close();
});

test('too many ids at once are refused', async () => {
  const orders = as('orders');
  const ids = Array.from({ length: 501 }, (_, i) => `usr_${i}`);
  await expect(orders.getUsers({ ids })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  orders.close();
});
