import { uniqueName } from '@chowk/testing';
import { claimAll, confirmAll, releaseAll, type Claims } from '../src/index.ts';
import { count, day, seats, startClaims } from './fixture.ts';

const ROUNDS = process.env.CHAOS ? 1_000 : 50;
const HOUR = 3_600_000;

let fixture: Awaited<ReturnType<typeof startClaims>>;
let replicas: Claims[];
beforeAll(async () => {
  fixture = await startClaims();
  replicas = [fixture.open(), fixture.open()];
});
afterAll(() => fixture.drop());

const replica = (n: number): Claims => replicas[n % 2]!;
const takenOf = async (id: string) => (await replica(0).findMany([id]))[0]!.taken;
/** Calls at the same time, and how often each outcome came. */
async function tally(times: number, call: (n: number) => Promise<{ outcome: string }>) {
  const results = await Promise.all(Array.from({ length: times }, (_, n) => call(n)));
  const counts: Record<string, number> = {};
  for (const { outcome } of results) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

test('100 scans of 500 at once are let through', async () => {
  const code = count(100);
  const outcomes = await tally(500, (n) => replica(n).claimAndConfirm(code, { id: `scn_${n}`, quantity: 1 }));
  expect(outcomes).toEqual({ claimed: 100, exhausted: 400 });
  expect(await takenOf(code.id)).toBe(100);
});

test('a budget pays as often as it suffices, each approval once', async () => {
  const budget = count(100_00);
  // Every approval is sent twice.
  const outcomes = await tally(100, (n) =>
    replica(n).claimAndConfirm(budget, { id: `apr_${Math.floor(n / 2)}`, quantity: 10_00 }),
  );
  expect(outcomes.exhausted! % 2).toBe(0);
  expect(outcomes).toEqual({ claimed: 20, exhausted: 80 });
  expect(await takenOf(budget.id)).toBe(100_00);
});

test('a coupon for 10 meets 200 checkouts: 10 have it, and three that fail free three', async () => {
  const coupon = count(10);
  const users = (n: number) => ({ ...count(1), id: `${coupon.id}/usr_${n}` });
  const checkout = (n: number) =>
    claimAll(replica(n), {
      id: `ord_${n}`,
      ttlMs: HOUR,
      parts: [
        { resource: users(n), content: { quantity: 1 } },
        { resource: coupon, content: { quantity: 1 } },
      ],
    });
  const results = await Promise.all(Array.from({ length: 200 }, (_, n) => checkout(n)));
  const winners = results.flatMap(({ outcome }, n) => (outcome === 'claimed' ? [n] : []));
  expect(winners).toHaveLength(10);
  // Who was refused has used none of the own uses.
  const loser = results.findIndex(({ outcome }) => outcome === 'exhausted');
  expect(results[loser]).toEqual({ outcome: 'exhausted', free: 0, resource: coupon.id });
  expect(await takenOf(users(loser).id)).toBe(0);

  const resources = (n: number) => [users(n), coupon];
  await Promise.all(
    winners.map((n, index) =>
      index < 3
        ? releaseAll(replica(n), { id: `ord_${n}`, resources: resources(n) })
        : confirmAll(replica(n), { id: `ord_${n}`, resources: resources(n) }),
    ),
  );
  expect(await takenOf(coupon.id)).toBe(7);
  const others = Array.from({ length: 200 }, (_, n) => n).filter((n) => !winners.includes(n));
  const second = await Promise.all(others.map((n) => checkout(n)));
  expect(second.filter(({ outcome }) => outcome === 'claimed')).toHaveLength(3);
  expect(await takenOf(coupon.id)).toBe(10);
}, 60_000);

test('one user with 50 checkouts at once has the coupon as often as one user may', async () => {
  const coupon = count(1_000);
  const user = { ...count(2), id: `${coupon.id}/usr_1` };
  const outcomes = await tally(50, (n) =>
    claimAll(replica(n), {
      id: `ord_${n}`,
      ttlMs: HOUR,
      parts: [
        { resource: user, content: { quantity: 1 } },
        { resource: coupon, content: { quantity: 1 } },
      ],
    }),
  );
  expect(outcomes).toEqual({ claimed: 2, exhausted: 48 });
  expect([await takenOf(user.id), await takenOf(coupon.id)]).toEqual([2, 2]);
});

test(`intervals of different lengths that overlap: one has the time, in each of ${ROUNDS} rounds`, async () => {
  const expert = { ...day(), id: uniqueName('exp') };
  for (let round = 0; round < ROUNDS; round++) {
    const today = { ...expert, id: `${expert.id}/${round}` };
    // All of them have minute 600 in common.
    const outcomes = await tally(8, (n) =>
      replica(n).claim(today, {
        id: `apt_${n}`,
        from: 600 - ((n * 7 + round) % 60),
        to: 601 + ((n * 13 + round) % 90),
        bufferAfter: n % 3,
        ttlMs: HOUR,
      }),
    );
    expect(outcomes).toEqual({ claimed: 1, exhausted: 7 });
  }
}, 600_000);

test('a day of 24 hours filled by 200 tries of random length never overlaps, and buffers are kept', async () => {
  const expert = day();
  await tally(200, (n) => {
    const from = (n * 97) % 1400;
    return replica(n).claimAndConfirm(expert, {
      id: `apt_${n}`,
      from,
      to: Math.min(from + 10 + ((n * 31) % 80), 1430),
      bufferAfter: 10,
    });
  });
  const [view] = await replica(0).findMany([expert.id]);
  const stretches = view!.claims
    .map(({ content }) => content as { from: number; to: number })
    .sort((a, b) => a.from - b.from);
  expect(stretches.length).toBeGreaterThan(10);
  for (const [index, { to }] of stretches.entries())
    expect(stretches[index + 1]?.from ?? 1440).toBeGreaterThanOrEqual(to + 10);
});

test('an expert who sees two at a time is never asked to see three', async () => {
  const expert = day(2);
  const outcomes = await tally(60, (n) =>
    replica(n).claim(expert, { id: `apt_${n}`, from: 540 + (n % 5) * 10, to: 600, ttlMs: HOUR }),
  );
  expect(outcomes).toEqual({ claimed: 2, exhausted: 58 });
});

test('each seat has one holder when families race for rows', async () => {
  const hall = seats(...Array.from({ length: 30 }, (_, n) => `r${n}`));
  await tally(100, (n) => {
    const first = (n * 7) % 27;
    return replica(n).claim(hall, {
      id: `bkg_${n}`,
      seats: Array.from({ length: 1 + (n % 4) }, (_, seat) => `r${first + seat}`),
      ttlMs: HOUR,
    });
  });
  const [view] = await replica(0).findMany([hall.id]);
  const taken = view!.claims.flatMap(({ content }) => (content as { seats: string[] }).seats);
  expect(taken.length).toBeGreaterThan(15);
  expect(new Set(taken).size).toBe(taken.length);
  expect(view!.taken).toBe(taken.length);
});

test('at no moment of claims, confirms and releases from all sides is more taken than there is', async () => {
  const coupon = count(20);
  let over = false;
  let reading = true;
  const reader = (async () => {
    while (reading) {
      const [view] = await replica(1).findMany([coupon.id]);
      over ||= view !== undefined && view.taken > 20;
    }
  })();
  await Promise.all(
    Array.from({ length: 16 }, async (_, client) => {
      for (let n = 0; n < 15; n++) {
        const id = `ord_${client}_${n}`;
        const { outcome } = await replica(client).claim(coupon, { id, quantity: 1 + (n % 3), ttlMs: 50 });
        if (outcome !== 'claimed') continue;
        if (n % 2) await replica(client + 1).confirm(coupon, id);
        if (n % 3) await replica(client).release(coupon, id);
      }
    }),
  );
  reading = false;
  await reader;
  expect(over).toBe(false);
}, 60_000);

test('a claim of which one part is refused on confirming is over everywhere', async () => {
  const claims = fixture.open({ clock: fixture.clock });
  const [user, coupon] = [count(1), count(1)];
  const parts = [
    { resource: user, content: { quantity: 1 } },
    { resource: coupon, content: { quantity: 1 } },
  ];
  await claimAll(claims, { id: 'ord_1', ttlMs: 1_000, parts });
  fixture.advance(1_000);
  await claims.claim(coupon, { id: 'ord_2', quantity: 1, ttlMs: HOUR });
  const both = { id: 'ord_1', resources: [user, coupon] };
  expect(await confirmAll(claims, both)).toEqual({ outcome: 'expired', resource: coupon.id });
  expect((await claims.findMany([user.id]))[0]).toMatchObject({ taken: 0 });
  expect(await confirmAll(claims, both)).toEqual({ outcome: 'released', resource: user.id });
});
