import fc from 'fast-check';
import { testDatabase } from '@chowk/testing';
import { cartModel } from '../src/cart/persistence/cart.model.ts';
import { createCartRepository } from '../src/cart/persistence/cart.repository.ts';
import { addedLine, userOwner, type CartLine, type CartOwner } from '../src/cart/domain/cart.ts';

const LIMITS = { maxLines: 3, maxQuantity: 10 };
const NOW = new Date('2026-01-15T10:00:00Z');
const GUEST: CartOwner = { kind: 'guest', tokenHash: 'hash' };

let database: Awaited<ReturnType<typeof testDatabase>>;
let clock = NOW;
beforeAll(async () => {
  database = await testDatabase();
  await cartModel(database.connection).createCollection();
});
afterAll(() => database.drop());
beforeEach(() => (clock = NOW));

const repository = () => createCartRepository(database.connection, { guestTtlDays: 30, clock: () => clock });
const stored = (id: string) =>
  database.connection.collection<{ _id: string; version: number }>('carts').findOne({ _id: id });

/** `$` and dots: what stands bare in an update would be a path or an operator. */
const variantId = fc.constantFrom('a', 'b', 'c', 'd', '$quantity', '$$line.x');
const add = fc.record({ variantId, quantity: fc.integer({ min: 1, max: 12 }), amount: fc.nat(9_999) });
let count = 0;

test('an add says the same in the words of the database as in ours, over random carts', async () => {
  const carts = repository();
  await fc.assert(
    fc.asyncProperty(fc.array(add, { minLength: 1, maxLength: 8 }), async (adds) => {
      const userId = `usr_${++count}`;
      let expected: CartLine[] = [];
      let version = 0;
      for (const [n, { variantId, quantity, amount }] of adds.entries()) {
        const line: CartLine = {
          ...{ itemId: `itm_${n}`, productId: `$p.${variantId}`, variantId, quantity },
          quotedPrice: { amount, currency: 'INR' },
        };
        let wanted: CartLine | undefined;
        try {
          wanted = addedLine(expected, line, LIMITS);
        } catch {
          // Refused: the cart is to stay as it is.
        }
        const came = await carts.add(userOwner(userId), line, LIMITS).catch((error: unknown) => error);
        if (wanted) {
          const { itemId } = wanted;
          const known = expected.some((one) => one.itemId === itemId);
          expected = known
            ? expected.map((one) => (one.itemId === itemId ? wanted : one))
            : [...expected, wanted];
          version += 1;
          expect(came).toEqual(wanted);
        } else {
          expect(came).toMatchObject({ code: 'CART_LIMIT_EXCEEDED' });
        }
        expect((await carts.find(userOwner(userId))) ?? { version: 0, lines: [] }).toEqual({
          version,
          lines: expected,
        });
      }
    }),
    { numRuns: 25 },
  );
});

test('a refused add changes nothing at all of the cart', async () => {
  const carts = repository();
  const line = { itemId: 'itm_1', productId: 'p', variantId: 'v', quantity: 9 };
  const quotedPrice = { amount: 1, currency: 'INR' };
  await carts.add(GUEST, { ...line, quotedPrice }, LIMITS);
  const before = await stored('guest:hash');
  clock = new Date(NOW.getTime() + 60_000);
  await expect(carts.add(GUEST, { ...line, quotedPrice }, LIMITS)).rejects.toMatchObject({
    details: [{ path: 'quantity', limit: 10 }],
  });
  expect(await stored('guest:hash')).toEqual(before);
  await expect(
    carts.add(userOwner('usr_none'), { ...line, quotedPrice, quantity: 11 }, LIMITS),
  ).rejects.toMatchObject({ code: 'CART_LIMIT_EXCEEDED' });
  expect(await stored('user:usr_none')).toBeNull();
});

test("a guest's cart that has expired, and is not tidied up yet, is an empty one", async () => {
  const carts = repository();
  const quotedPrice = { amount: 1, currency: 'INR' };
  const line = { itemId: 'itm_1', productId: 'p', variantId: 'v', quantity: 9, quotedPrice };
  await database.connection.collection('carts').deleteMany({});
  await carts.add(GUEST, line, LIMITS);
  const { version } = (await stored('guest:hash'))!;
  clock = new Date(NOW.getTime() + 30 * 24 * 3600 * 1000);
  expect(await carts.find(GUEST)).toBeUndefined();
  expect(await carts.add(GUEST, { ...line, itemId: 'itm_2' }, LIMITS)).toMatchObject({ quantity: 9 });
  expect(await carts.find(GUEST)).toMatchObject({ version: version + 1, lines: [{ itemId: 'itm_2' }] });
});
