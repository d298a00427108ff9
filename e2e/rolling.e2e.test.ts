import { SERVICES } from '@chowk/devstack';
import { phoneNumber, startLoad, until, type LoadRequest } from '@chowk/testing';
import { startHouse, type House } from './support/house.ts';

// The short form, one service behind two gateways, is services/gateway/test/rolling.int.test.ts. This one starts 14
// processes, which is more than a small machine has room for beside others.
const whole = process.env['CHAOS'] ? describe : describe.skip;
const ROUNDS = 3;

whole('the whole house, two of each', () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse({
      replicas: Object.fromEntries(SERVICES.map((name) => [name, 2])),
      extraEnv: { SHUTDOWN_DELAY_MS: '500' },
    });
  }, 180_000);
  afterAll(() => house.stop());

  test(
    'every process is replaced, three times over, under load on every service, and no request fails',
    async () => {
      const { productId } = await house.newProduct(1_000);
      const person = await house.newPerson(10_000);
      const signedIn = { authorization: `Bearer ${person.accessToken}` };
      const admin = { authorization: `Bearer ${house.admin.accessToken}` };
      const reads = [
        `/api/v1/products/${productId}`,
        '/api/v1/cart',
        '/api/v1/wallet/balance',
        '/api/v1/notifications',
        '/api/v1/cars',
        '/api/v1/users/profile',
      ];
      const writes: Array<(n: number) => LoadRequest> = [
        (n) => ({
          method: 'POST',
          path: '/api/v1/categories',
          headers: admin,
          body: { name: `C ${n}`, slug: `c-${n}`, type: 'home_delivery' },
          expected: 201,
        }),
        // A guest's cart each, priced by catalog.
        () => ({ method: 'POST', path: '/api/v1/cart/add', body: { productId, quantity: 1 }, expected: 201 }),
        // By way of auth and notify.
        (n) => ({
          method: 'POST',
          path: '/api/v1/auth/otp/request',
          body: { phone: phoneNumber(10_000 + n) },
          expected: 200,
        }),
      ];
      const next = (n: number): LoadRequest => {
        const turn = n % (reads.length + writes.length);
        const path = reads[turn];
        if (path !== undefined) return { method: 'GET', path, headers: signedIn, expected: 200 };
        return writes[turn - reads.length]!(n);
      };
      const load = startLoad(() => house.stack.replicas.gateway.map(({ url }) => url), 6, next);
      for (let round = 0; round < ROUNDS; round++) {
        for (const name of SERVICES) {
          for (const replica of house.stack.replicas[name]) {
            const exit = await replica.stop(45_000);
            expect([name, exit]).toEqual([name, { code: 0, signal: null }]);
            await replica.start();
            const before = load.done;
            await until('there is load', () => load.done > before + 20, 30_000);
          }
        }
      }
      await load.stop();
      expect(load.failures).toEqual([]);
      expect(load.done).toBeGreaterThan(ROUNDS * SERVICES.length * 2 * 20);
    },
    ROUNDS * 400_000,
  );
});
