import { armFailpoints } from '@chowk/runtime/failpoints';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Claims, CountResource } from '../src/index.ts';
import { count, startClaims } from './fixture.ts';

// A process that stalls between reading and writing, and what others do meanwhile. Claims leave the resource
// after every second change.

let fixture: Awaited<ReturnType<typeof startClaims>>;
let slow: Claims;
let others: Claims;
beforeAll(async () => {
  fixture = await startClaims();
  [slow, others] = [fixture.open({ archiveAfter: 2 }), fixture.open({ archiveAfter: 2 })];
});
afterEach(() => armFailpoints(''));
afterAll(() => fixture.drop());

const use = (id: string) => ({ id, quantity: 1 });
const takenOf = async (id: string) => (await others.findMany([id]))[0]!.taken;
const documentOf = (resource: CountResource) =>
  fixture.connection.collection<{ _id: string }>('claim_resources').findOne({ _id: resource.id });

/** Lets `stalling` stop at a failpoint and `meanwhile` run to its end before it goes on. */
async function stallAt<T>(failpoint: string, stalling: () => Promise<T>, meanwhile: () => Promise<unknown>) {
  armFailpoints(`${failpoint}=sleep:1500`);
  let over = false;
  const stalled = stalling().finally(() => (over = true));
  await sleep(300);
  armFailpoints('');
  await meanwhile();
  expect(over).toBe(false);
  return stalled;
}

test('a claim of an id that came, was confirmed and left meanwhile is that claim, not another', async () => {
  const coupon = count(10);
  for (const id of ['ord_1', 'ord_2']) await slow.claimAndConfirm(coupon, use(id));
  expect(await documentOf(coupon)).toMatchObject({ epoch: 1, claims: [] });
  const answer = await stallAt(
    'claims.claim.looked-up',
    () => slow.claimAndConfirm(coupon, use('ord_3')),
    async () => {
      for (const id of ['ord_3', 'ord_4']) await others.claimAndConfirm(coupon, use(id));
      expect(await documentOf(coupon)).toMatchObject({ epoch: 2, used: 4, claims: [] });
    },
  );
  expect(answer).toEqual({ outcome: 'claimed', state: 'confirmed' });
  expect(await takenOf(coupon.id)).toBe(4);
});

test('a claim whose release came and left meanwhile stays out', async () => {
  const coupon = count(10);
  const answer = await stallAt(
    'claims.claim.looked-up',
    () => slow.claimAndConfirm(coupon, use('ord_1')),
    async () => {
      for (const id of ['ord_1', 'ord_2']) await others.release(coupon, id);
      expect(await documentOf(coupon)).toMatchObject({ epoch: 1, claims: [] });
    },
  );
  expect(answer).toEqual({ outcome: 'released' });
  expect(await takenOf(coupon.id)).toBe(0);
});

test('what an aborted transaction saw of a resource is not believed afterwards', async () => {
  const coupon = count(10);
  await slow.claimAndConfirm(coupon, use('ord_1'));
  const session = await fixture.connection.startSession();
  const aborted = session.withTransaction(async () => {
    await slow.claimAndConfirm(coupon, use('ord_2'), session);
    expect(await slow.findMany([coupon.id], session)).toMatchObject([{ taken: 2, claims: [] }]);
    await slow.findClaim(coupon.id, 'ord_2', session);
    throw new Error('the cause failed');
  });
  await expect(aborted).rejects.toThrow('the cause failed');
  await session.endSession();
  const answer = await stallAt(
    'claims.claim.looked-up',
    () => slow.claimAndConfirm(coupon, use('ord_3')),
    async () => {
      await others.claimAndConfirm(coupon, use('ord_3'));
      expect(await documentOf(coupon)).toMatchObject({ epoch: 1, used: 2, claims: [] });
    },
  );
  expect(answer).toEqual({ outcome: 'claimed', state: 'confirmed' });
  expect(await takenOf(coupon.id)).toBe(2);
});

test('a release that took its claim for one to come gives back what was confirmed and left meanwhile', async () => {
  const coupon = count(10);
  await stallAt(
    'claims.release.looked-up',
    () => slow.release(coupon, 'ord_1'),
    async () => {
      for (const id of ['ord_1', 'ord_2']) await others.claimAndConfirm(coupon, use(id));
      expect(await documentOf(coupon)).toMatchObject({ epoch: 1, used: 2, claims: [] });
    },
  );
  expect(await takenOf(coupon.id)).toBe(1);
  expect(await others.findClaim(coupon.id, 'ord_1')).toMatchObject({ state: 'released' });
});

test('a late writer of records takes nothing back that was released since it read', async () => {
  const coupon = count(10);
  await slow.claimAndConfirm(coupon, use('ord_1'));
  await stallAt(
    'claims.archive.read',
    () => slow.claimAndConfirm(coupon, use('ord_2')),
    async () => {
      await others.release(coupon, 'ord_1');
      expect(await others.findClaim(coupon.id, 'ord_1')).toMatchObject({ state: 'released' });
      expect(await documentOf(coupon)).toMatchObject({ epoch: 1, used: 1, claims: [] });
    },
  );
  expect(await others.findClaim(coupon.id, 'ord_1')).toMatchObject({ state: 'released' });
  await others.release(coupon, 'ord_1');
  expect(await takenOf(coupon.id)).toBe(1);
});

test('a claim that is released while its record is written does not leave as confirmed', async () => {
  const coupon = count(10);
  await slow.claimAndConfirm(coupon, use('ord_1'));
  const patient = fixture.open({ archiveAfter: 100 });
  await stallAt(
    'claims.archive.recorded',
    () => slow.claimAndConfirm(coupon, use('ord_2')),
    () => patient.release(coupon, 'ord_1'),
  );
  expect(await documentOf(coupon)).toMatchObject({
    epoch: 1,
    used: 1,
    claims: [{ id: 'ord_1', state: 'released' }],
  });
  await patient.release(coupon, 'ord_1');
  expect(await takenOf(coupon.id)).toBe(1);
});
