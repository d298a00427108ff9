import type { ClientSession } from 'mongoose';
import type { Claims } from '../src/index.ts';
import { count, startClaims } from './fixture.ts';

let fixture: Awaited<ReturnType<typeof startClaims>>;
let claims: Claims;
beforeAll(async () => {
  fixture = await startClaims();
  claims = fixture.open();
});
afterAll(() => fixture.drop());

const one = (id: string) => ({ id, quantity: 1, ttlMs: 3_600_000 });
const takenOf = async (id: string) => (await claims.findMany([id]))[0]!.taken;
const documentOf = (id: string) =>
  fixture.connection.collection<{ _id: string }>('claim_resources').findOne({ _id: id });

describe('in a transaction', () => {
  const inTransaction = async (work: (session: ClientSession) => Promise<void>) => {
    const session = await fixture.connection.startSession();
    try {
      await session.withTransaction(() => work(session));
    } finally {
      await session.endSession();
    }
  };
  const orders = () => fixture.connection.collection<{ _id: string }>('orders');
  beforeAll(() => fixture.connection.createCollection('orders'));

  test('a claim becomes true with its cause, also on a resource that nobody has opened', async () => {
    const coupon = count(5);
    await inTransaction(async (session) => {
      await orders().insertOne({ _id: `${coupon.id} 1` }, { session });
      // The messaging package's Tx is known by its session.
      expect(
        await claims.claim(coupon, one('ord_1'), {
          session,
          emit: () => undefined,
          schedule: () => undefined,
          unschedule: () => undefined,
        }),
      ).toMatchObject({
        outcome: 'claimed',
      });
    });
    expect(await claims.findClaim(coupon.id, 'ord_1')).toMatchObject({ state: 'held' });
    expect(await orders().countDocuments({ _id: `${coupon.id} 1` })).toBe(1);
  });

  test('nothing of an aborted one stays: not the claim, not the confirm, not the release', async () => {
    const coupon = count(5);
    await claims.claim(coupon, one('ord_1'));
    await claims.claimAndConfirm(coupon, { id: 'ord_2', quantity: 2 });
    const aborted = inTransaction(async (session) => {
      await claims.confirm(coupon, 'ord_1', session);
      await claims.release(coupon, 'ord_2', session);
      await claims.claim(coupon, one('ord_3'), session);
      expect((await claims.findMany([coupon.id], session))[0]).toMatchObject({ taken: 2 });
      throw new Error('the cause failed');
    });
    await expect(aborted).rejects.toThrow('the cause failed');
    expect(await claims.findClaim(coupon.id, 'ord_1')).toMatchObject({ state: 'held' });
    expect(await claims.findClaim(coupon.id, 'ord_2')).toMatchObject({ state: 'confirmed' });
    expect(await claims.findClaim(coupon.id, 'ord_3')).toBeUndefined();
    expect(await takenOf(coupon.id)).toBe(3);
  });

  test('claims that leave for the records in it are known afterwards, and stay if it is aborted', async () => {
    const early = fixture.open({ archiveAfter: 3 });
    const coupon = count(10);
    for (const id of ['ord_1', 'ord_2']) await early.claimAndConfirm(coupon, { id, quantity: 1 });
    const third = (session: ClientSession) =>
      early.claimAndConfirm(coupon, { id: 'ord_3', quantity: 1 }, session);
    const aborted = inTransaction(async (session) => {
      await third(session);
      throw new Error('the cause failed');
    });
    await expect(aborted).rejects.toThrow('the cause failed');
    expect(await documentOf(coupon.id)).toMatchObject({ used: 0, epoch: 0 });
    await inTransaction(async (session) => void (await third(session)));
    expect(await documentOf(coupon.id)).toMatchObject({ used: 3, epoch: 1, claims: [] });
    for (const id of ['ord_1', 'ord_2', 'ord_3'])
      expect(await early.claim(coupon, one(id))).toEqual({ outcome: 'claimed', state: 'confirmed' });
  });

  test('transactions that race for the last use: one has it', async () => {
    const coupon = count(1);
    const outcomes: string[] = [];
    await Promise.all(
      Array.from({ length: 6 }, (_, n) =>
        inTransaction(async (session) => {
          const { outcome } = await claims.claimAndConfirm(coupon, { id: `ord_${n}`, quantity: 1 }, session);
          outcomes[n] = outcome;
        }),
      ),
    );
    expect(outcomes.sort()).toEqual(['claimed', ...Array<string>(5).fill('exhausted')]);
  });
});
