import { setTimeout as sleep } from 'node:timers/promises';
import { uniqueName } from '@chowk/testing';
import type { Claims, CountResource } from '../src/index.ts';
import { count, day, seats, startClaims } from './fixture.ts';

let fixture: Awaited<ReturnType<typeof startClaims>>;
let claims: Claims;
beforeAll(async () => {
  fixture = await startClaims();
  claims = fixture.open();
});
afterAll(() => fixture.drop());

const HOUR = 3_600_000;
const one = (id: string) => ({ id, quantity: 1, ttlMs: HOUR });
const takenOf = async (id: string) => (await claims.findMany([id]))[0]!.taken;
const documentOf = (id: string) =>
  fixture.connection
    .collection<{ _id: string; used: number; epoch: number; claims: unknown[] }>('claim_resources')
    .findOne({ _id: id });

describe('time', () => {
  test('is that of the store: a hold ends by itself, and at once for everybody', async () => {
    const coupon = count(1);
    const claimed = await claims.claim(coupon, { id: 'ord_1', quantity: 1, ttlMs: 1_500 });
    expect(claimed).toMatchObject({ outcome: 'claimed', state: 'held', expiresAt: expect.any(Date) });
    expect(await claims.claim(coupon, one('ord_2'))).toEqual({ outcome: 'exhausted', free: 0 });
    await sleep(1_550);
    expect(await claims.findMany([coupon.id])).toMatchObject([{ taken: 0, free: 1, claims: [] }]);
    expect(await claims.findClaim(coupon.id, 'ord_1')).toMatchObject({ state: 'expired' });
    expect(await claims.claim(coupon, one('ord_2'))).toMatchObject({ outcome: 'claimed' });
    expect(await claims.confirm(coupon, 'ord_1')).toEqual({ outcome: 'expired' });
  });

  test('of a replica whose clock is fast can end a hold early, but never has both confirmed', async () => {
    const coupon = count(1);
    const fast = fixture.open({ clock: () => new Date(Date.now() + 24 * HOUR) });
    await claims.claim(coupon, one('ord_1'));
    expect(await fast.claim(coupon, one('ord_2'))).toMatchObject({ outcome: 'claimed' });
    expect(await claims.confirm(coupon, 'ord_1')).toEqual({ outcome: 'expired' });
    expect(await claims.confirm(coupon, 'ord_2')).toEqual({ outcome: 'confirmed' });
    expect(await takenOf(coupon.id)).toBe(1);
  });
});

describe('many uses', () => {
  test('leave a small document, and each id is known long after', async () => {
    const budget = { ...count(1_000_000), id: uniqueName('budget') };
    const ids = Array.from({ length: 300 }, (_, n) => `apr_${n}`);
    for (let at = 0; at < ids.length; at += 20)
      await Promise.all(
        ids.slice(at, at + 20).map((id) => claims.claimAndConfirm(budget, { id, quantity: 1_000 })),
      );
    const document = (await documentOf(budget.id))!;
    expect(document.claims.length).toBeLessThan(100);
    expect(document.used).toBeGreaterThan(200_000);
    expect(await takenOf(budget.id)).toBe(300_000);

    const again = await Promise.all(ids.map((id) => claims.claimAndConfirm(budget, { id, quantity: 1_000 })));
    expect(new Set(again.map(({ outcome }) => outcome))).toEqual(new Set(['claimed']));
    expect(await claims.claim(budget, { id: 'apr_0', quantity: 999, ttlMs: HOUR })).toEqual({
      outcome: 'mismatch',
    });
    expect(await claims.confirm(budget, 'apr_0')).toEqual({ outcome: 'confirmed' });
    expect(await takenOf(budget.id)).toBe(300_000);
  });

  test('are given back one by one, however often each release comes', async () => {
    const coupon = count(100);
    const ids = Array.from({ length: 100 }, (_, n) => `ord_${n}`);
    for (const id of ids) await claims.claimAndConfirm(coupon, { id, quantity: 1 });
    expect(await claims.claim(coupon, one('ord_100'))).toEqual({ outcome: 'exhausted', free: 0 });
    // The first is on record by now, the last still on the resource.
    await Promise.all(
      ['ord_0', 'ord_0', 'ord_0', 'ord_99', 'ord_99'].map((id) => claims.release(coupon, id)),
    );
    expect(await takenOf(coupon.id)).toBe(98);
    for (const id of ids.slice(0, 50)) await claims.release(coupon, id);
    await claims.release(coupon, 'ord_0');
    expect(await takenOf(coupon.id)).toBe(49);
    expect(await claims.claim(coupon, one('ord_0'))).toEqual({ outcome: 'released' });
  });
});

test('a release that overtakes its claim keeps it out', async () => {
  const coupon = count(5);
  await claims.release(coupon, 'ord_1');
  expect(await claims.claim(coupon, one('ord_1'))).toEqual({ outcome: 'released' });
  expect(await claims.claimAndConfirm(coupon, { id: 'ord_1', quantity: 1 })).toEqual({ outcome: 'released' });
  expect(await takenOf(coupon.id)).toBe(0);
});

test('a late confirm gets what is still free, and is told when it is not', async () => {
  const claims = fixture.open({ clock: fixture.clock });
  const [hall, expert] = [seats('a1', 'a2'), day()];
  const soon = { ttlMs: 1_000 };
  await claims.claim(hall, { id: 'bkg_1', seats: ['a1'], ...soon });
  await claims.claim(hall, { id: 'bkg_2', seats: ['a2'], ...soon });
  await claims.claim(expert, { id: 'apt_1', from: 540, to: 600, ...soon });
  fixture.advance(1_000);
  // Marks both others as expired, and takes a2.
  await claims.claim(hall, { id: 'bkg_3', seats: ['a2'], ttlMs: HOUR });
  expect(await claims.confirm(hall, 'bkg_1')).toEqual({ outcome: 'confirmed' });
  expect(await claims.confirm(hall, 'bkg_2')).toEqual({ outcome: 'expired' });
  await claims.release(hall, 'bkg_3');
  expect(await claims.confirm(hall, 'bkg_2')).toEqual({ outcome: 'confirmed' });
  expect(await claims.confirm(expert, 'apt_1')).toEqual({ outcome: 'confirmed' });
  expect(await claims.confirm(expert, 'apt_2')).toEqual({ outcome: 'unknown' });
});

test('an appointment moves by less than its length, in one step', async () => {
  const expert = day();
  await claims.claimAndConfirm(expert, { id: 'apt_1', from: 600, to: 660, bufferAfter: 15 });
  const moved = { from: 630, to: 690, bufferAfter: 15 };
  expect(await claims.claimAndConfirm(expert, { id: 'apt_1#2', ...moved })).toEqual({
    outcome: 'exhausted',
    free: 0,
  });
  expect(await claims.claimAndConfirm(expert, { id: 'apt_1#2', ...moved, replaces: 'apt_1' })).toEqual({
    outcome: 'claimed',
    state: 'confirmed',
  });
  expect(await claims.findMany([expert.id])).toMatchObject([
    { taken: 1, claims: [{ id: 'apt_1#2', state: 'confirmed', content: moved }] },
  ]);
});

test('a seat that is not there and a time outside of the window are answers of their own', async () => {
  const hall = seats('a1');
  expect(await claims.claim(hall, { id: 'bkg_1', seats: ['b1'], ttlMs: HOUR })).toEqual({
    outcome: 'outside',
  });
  expect(await claims.claim(day(), { id: 'apt_1', from: 1430, to: 1450, ttlMs: HOUR })).toEqual({
    outcome: 'outside',
  });
});

test('a limit is raised and lowered, but not below what is taken', async () => {
  const coupon = count(2);
  await claims.claim(coupon, one('ord_1'));
  await claims.claimAndConfirm(coupon, { id: 'ord_2', quantity: 1 });
  expect(await claims.resize({ ...coupon, limit: 1 })).toEqual({ outcome: 'in-use', taken: 2 });
  expect(await claims.resize({ ...coupon, limit: 3 })).toEqual({ outcome: 'resized' });
  // The limit that callers still carry with them is not what counts.
  expect(await claims.claim(coupon, one('ord_3'))).toMatchObject({ outcome: 'claimed' });
  await claims.expire(coupon, 'ord_1');
  expect(await claims.resize({ ...coupon, limit: 2 })).toEqual({ outcome: 'resized' });
  expect(await claims.claim(coupon, one('ord_1'))).toEqual({ outcome: 'exhausted', free: 0 });
});

describe('a resource with too many claims', () => {
  test('refuses more as overloaded, until holds run out', async () => {
    const narrow = fixture.open({ clock: fixture.clock, maxClaims: 10, archiveAfter: 4 });
    const coupon = count(1_000);
    for (let n = 0; n < 10; n++)
      expect(await narrow.claim(coupon, { id: `ord_${n}`, quantity: 1, ttlMs: 1_000 })).toMatchObject({
        outcome: 'claimed',
      });
    await expect(narrow.claim(coupon, one('ord_10'))).rejects.toMatchObject({ code: 'OVERLOADED' });
    expect(await narrow.confirm(coupon, 'ord_0')).toEqual({ outcome: 'confirmed' });
    fixture.advance(1_000);
    expect(await narrow.claim(coupon, one('ord_10'))).toMatchObject({ outcome: 'claimed' });
    expect((await narrow.findMany([coupon.id]))[0]).toMatchObject({ taken: 2 });
  });
});

test.each<[string, Partial<CountResource>, object, string]>([
  ['a fraction', {}, { quantity: 1.5 }, 'quantity'],
  ['nothing', {}, { quantity: 0 }, 'quantity'],
  ['no number', {}, { quantity: NaN }, 'quantity'],
  ['a seat of a count', {}, { seats: ['a1'] }, 'seats'],
  ['a negative limit', { limit: -1 }, { quantity: 1 }, 'limit'],
  ['a resource with a space in its id', { id: 'a b' }, { quantity: 1 }, 'resource.id'],
  ['an id with a space', {}, { quantity: 1, id: 'a b' }, 'id'],
  ['no time at all', {}, { quantity: 1, ttlMs: 0 }, 'ttlMs'],
])('%s is refused before the store is asked', async (_, resource, asked, path) => {
  const made = claims.claim({ ...count(5), ...resource }, { id: 'ord_1', ttlMs: HOUR, ...asked } as never);
  await expect(made).rejects.toMatchObject({ code: 'VALIDATION_FAILED', details: [{ path }] });
});

test('both collections forget by themselves', async () => {
  const ending = new Date('2027-01-01T00:00:00Z');
  const coupon = { ...count(5), forgetAt: ending };
  const early = fixture.open({ archiveAfter: 2 });
  for (const id of ['ord_1', 'ord_2']) await early.claimAndConfirm(coupon, { id, quantity: 1 });
  expect(await documentOf(coupon.id)).toMatchObject({ forgetAt: ending });
  const records = await fixture.connection
    .collection<{ _id: string; at: Date; forgetAt: Date }>('claim_records')
    .find({ _id: { $in: [`${coupon.id} ord_1`, `${coupon.id} ord_2`] } })
    .toArray();
  const days = records.map(({ at, forgetAt }) => (forgetAt.getTime() - at.getTime()) / (24 * HOUR));
  expect(days).toEqual([400, 400]);
  for (const name of ['claim_resources', 'claim_records'])
    expect(await fixture.connection.collection(name).indexes()).toEqual(
      expect.arrayContaining([expect.objectContaining({ key: { forgetAt: 1 }, expireAfterSeconds: 0 })]),
    );
});
