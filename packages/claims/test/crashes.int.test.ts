import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { until } from '@chowk/testing';
import { confirmAll, releaseAll, type Claims, type CountResource } from '../src/index.ts';
import { count, startClaims } from './fixture.ts';

const CLAIMER = join(import.meta.dirname, 'claimer.ts');

let fixture: Awaited<ReturnType<typeof startClaims>>;
let claims: Claims;
beforeAll(async () => {
  fixture = await startClaims();
  claims = fixture.open({ archiveAfter: 3 });
});
afterAll(() => fixture.drop());

/** Runs another process that dies at a failpoint, by kill -9. */
async function dieAt(
  failpoint: string,
  act: 'use' | 'release',
  [first, second]: [CountResource, CountResource],
  id: string,
  ttlMs = 60_000,
): Promise<void> {
  const child = spawn('node', [CLAIMER, fixture.name, act, first.id, second.id, id, String(ttlMs)], {
    env: { ...process.env, CHOWK_FAILPOINTS: `${failpoint}=kill` },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
}
const pair = (): [CountResource, CountResource] => [count(3), count(3)];
const stateOf = async (resource: CountResource, id: string) =>
  (await claims.findClaim(resource.id, id))?.state;
const takenOf = async (resource: CountResource) => (await claims.findMany([resource.id]))[0]?.taken;

describe('when a process is killed', () => {
  test('between claim and confirm, its claim ends by itself and others get what it had', async () => {
    const [first, second] = pair();
    await dieAt('test.claimed', 'use', [first, second], 'ord_1', 3_000);
    expect(await stateOf(first, 'ord_1')).toBe('held');
    const all = { quantity: 3, ttlMs: 60_000 };
    expect(await claims.claim(first, { id: 'ord_2', ...all })).toEqual({ outcome: 'exhausted', free: 2 });
    await until('the claim has run out', async () => (await takenOf(first)) === 0);
    expect(await claims.claim(first, { id: 'ord_2', ...all })).toMatchObject({ outcome: 'claimed' });
    // Whoever goes on with its work finds the part that others have by now.
    expect(await confirmAll(claims, { id: 'ord_1', resources: [first, second] })).toEqual({
      outcome: 'expired',
      resource: first.id,
    });
    expect([await takenOf(first), await takenOf(second)]).toEqual([3, 0]);
  });

  test('between two parts of a claim, the part that it had ends by itself', async () => {
    const [first, second] = pair();
    await dieAt('claims.claim-all.between', 'use', [first, second], 'ord_1', 3_000);
    expect([await stateOf(first, 'ord_1'), await stateOf(second, 'ord_1')]).toEqual(['held', undefined]);
    await until('the part has run out', async () => (await takenOf(first)) === 0);
  });

  test('between two parts of a confirm, repeating it confirms the rest, and once', async () => {
    const [first, second] = pair();
    await dieAt('claims.confirm-all.between', 'use', [first, second], 'ord_1');
    expect([await stateOf(first, 'ord_1'), await stateOf(second, 'ord_1')]).toEqual(['confirmed', 'held']);
    const both = { id: 'ord_1', resources: [first, second] };
    for (let time = 0; time < 2; time++)
      expect(await confirmAll(claims, both)).toEqual({ outcome: 'confirmed' });
    expect([await takenOf(first), await takenOf(second)]).toEqual([1, 1]);
  });

  test('between two parts of a release, repeating it releases the rest, and once', async () => {
    const [first, second] = pair();
    for (const resource of [first, second])
      for (const id of ['ord_1', 'ord_2']) await claims.claimAndConfirm(resource, { id, quantity: 1 });
    await dieAt('claims.release-all.between', 'release', [first, second], 'ord_1');
    expect([await takenOf(first), await takenOf(second)]).toEqual([1, 2]);
    for (let time = 0; time < 2; time++)
      await releaseAll(claims, { id: 'ord_1', resources: [first, second] });
    expect([await takenOf(first), await takenOf(second)]).toEqual([1, 1]);
  });

  test('between the records of claims and their leaving the resource, nothing is counted or given back twice', async () => {
    const [first, second] = pair();
    for (const id of ['ord_1', 'ord_2']) await claims.claimAndConfirm(first, { id, quantity: 1 });
    // The third change is the one after which claims leave: these two.
    await dieAt('claims.archive.recorded', 'use', [first, second], 'ord_3');
    expect(await takenOf(first)).toBe(3);
    expect(await claims.claim(first, { id: 'ord_4', quantity: 1, ttlMs: 60_000 })).toEqual({
      outcome: 'exhausted',
      free: 0,
    });
    // On record as confirmed, but the resource knows better.
    await claims.release(first, 'ord_1');
    await claims.release(first, 'ord_1');
    expect([await takenOf(first), await stateOf(first, 'ord_1')]).toEqual([2, 'released']);
    expect(await claims.claimAndConfirm(first, { id: 'ord_4', quantity: 1 })).toMatchObject({
      outcome: 'claimed',
    });
    // By now they have left; the stale record has been put right.
    for (const id of ['ord_1', 'ord_2']) await claims.release(first, id);
    expect([await takenOf(first), await stateOf(first, 'ord_1')]).toEqual([2, 'released']);
    expect([await stateOf(first, 'ord_2'), await stateOf(first, 'ord_3')]).toEqual(['released', 'held']);
  });
});
