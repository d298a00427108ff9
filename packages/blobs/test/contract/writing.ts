import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '@chowk/testing';
import type { StoreUnderTest } from '../support/stores.ts';
import {
  failing,
  MiB,
  newKey,
  OCTETS,
  put,
  read,
  readIfThere,
  sha256,
  someBytes,
  standingStill,
  streamOf,
  withCode,
} from '../support/content.ts';

/** What put and delete promise, whatever the driver. `test` stands for `storage().store`. */
export function describeWriting(storage: () => StoreUnderTest): void {
  describe('a put', () => {
    test.each([0, 1, 511, 512, 513, 5 * MiB - 1, 5 * MiB, 5 * MiB + 1, 11 * MiB + 7])(
      'of %d bytes is read back byte by byte',
      async (size) => {
        const { store } = storage();
        const [key, bytes] = [newKey(), someBytes(size)];
        const stored = await put(store, key, bytes, { sha256: sha256(bytes) });
        expect(stored).toEqual({
          key,
          size,
          contentType: 'application/octet-stream',
          etag: expect.stringMatching(/^"[^"]+"$/),
          sha256: sha256(bytes),
        });
        expect((await read(store, key)).equals(bytes)).toBe(true);
        expect(await store.head(key)).toMatchObject({ key, size, etag: stored.etag });
      },
    );

    test('in chunks of any size and as text is the same content', async () => {
      const { store } = storage();
      const bytes = someBytes(6 * MiB);
      const key = newKey();
      for (const chunkBytes of [1_000, 65_537, 6 * MiB]) {
        await store.put(key, streamOf(bytes, chunkBytes), OCTETS);
        expect((await read(store, key)).equals(bytes)).toBe(true);
      }
      async function* words() {
        yield 'चौक';
        yield ' market';
      }
      await store.put(key, words(), { ...OCTETS, contentType: 'text/plain; charset=utf-8' });
      expect((await read(store, key)).toString()).toBe('चौक market');
      expect((await store.head(key)).contentType).toBe('text/plain; charset=utf-8');
    });

    test.each([100, 6 * MiB])('takes the place of what was there (%d bytes) in one step', async (size) => {
      const { store } = storage();
      const key = newKey();
      const versions = Array.from({ length: 4 }, () => someBytes(size));
      await put(store, key, versions[0]!);
      let writing = true;
      const wholes = (async () => {
        let seen = 0;
        while (writing) {
          const found = await read(store, key);
          expect(versions.some((version) => version.equals(found))).toBe(true);
          seen += 1;
        }
        return seen;
      })();
      await Promise.all(versions.map((version) => put(store, key, version)));
      writing = false;
      expect(await wholes).toBeGreaterThan(0);
      const last = await read(store, key);
      expect(versions.some((version) => version.equals(last))).toBe(true);
    });

    test('that is too large is refused, and takes no more from its source than it must', async () => {
      const { store, leftovers } = storage();
      for (const maxBytes of [1_000, 7 * MiB]) {
        const key = newKey();
        const source = streamOf(someBytes(30 * MiB));
        await expect(store.put(key, source, { ...OCTETS, maxBytes })).rejects.toMatchObject({
          code: 'PAYLOAD_TOO_LARGE',
          details: [{ maxBytes }],
        });
        expect(source.destroyed).toBe(true);
        expect(await readIfThere(store, key)).toBeUndefined();
      }
      const exact = newKey();
      await put(store, exact, someBytes(1_000), { maxBytes: 1_000 });
      expect(await leftovers()).toBe(0);
    });

    test.each([10, 11 * MiB])(
      'whose source fails after %d bytes fails alike and leaves what was there',
      async (size) => {
        const { store, leftovers } = storage();
        const [key, before] = [newKey(), someBytes(20)];
        await put(store, key, before);
        const error = new Error('the phone left the room');
        await expect(store.put(key, failing(someBytes(size), error), OCTETS)).rejects.toBe(error);
        expect((await read(store, key)).equals(before)).toBe(true);
        expect(await leftovers()).toBe(0);
      },
    );

    test('of other content than its checksum says is refused', async () => {
      const { store, leftovers } = storage();
      for (const size of [10, 11 * MiB]) {
        const key = newKey();
        const wrong = { sha256: sha256(someBytes(10)) };
        await expect(put(store, key, someBytes(size), wrong)).rejects.toEqual(withCode('CHECKSUM_MISMATCH'));
        expect(await readIfThere(store, key)).toBeUndefined();
      }
      expect(await leftovers()).toBe(0);
    });

    test.each([10, 11 * MiB])('that is aborted after %d bytes ends at once', async (size) => {
      const { store, leftovers } = storage();
      const key = newKey();
      const source = standingStill(someBytes(size));
      const stopping = new AbortController();
      const outcome = store.put(key, source, { ...OCTETS, signal: stopping.signal }).catch((error) => error);
      await sleep(200);
      const reason = new Error('the client has left');
      stopping.abort(reason);
      const begun = performance.now();
      expect(await outcome).toBe(reason);
      expect(performance.now() - begun).toBeLessThan(3_000);
      expect(source.destroyed).toBe(true);
      expect(await readIfThere(store, key)).toBeUndefined();
      expect(await leftovers()).toBe(0);
    });

    test('aborted beforehand reads nothing', async () => {
      const source = streamOf(someBytes(10));
      const signal = AbortSignal.abort(new Error('too late'));
      await expect(storage().store.put(newKey(), source, { ...OCTETS, signal })).rejects.toThrow('too late');
      expect(source.destroyed).toBe(true);
    });

    test('whose source stands still is given up', async () => {
      const { another, leftovers } = storage();
      const source = standingStill(someBytes(11 * MiB));
      const begun = performance.now();
      await expect(another({ idleMs: 300 }).put(newKey(), source, OCTETS)).rejects.toEqual(
        withCode('REQUEST_TIMEOUT'),
      );
      expect(performance.now() - begun).toBeLessThan(10_000);
      expect(source.destroyed).toBe(true);
      expect(await leftovers()).toBe(0);
    });
  });

  describe('a put only where nothing is', () => {
    test('leaves what is there, and its source unread', async () => {
      const { store, leftovers } = storage();
      const [key, first] = [newKey(), someBytes(10)];
      await put(store, key, first, { ifAbsent: true });
      for (const size of [10, 11 * MiB]) {
        const source = streamOf(someBytes(size));
        await expect(store.put(key, source, { ...OCTETS, ifAbsent: true })).rejects.toEqual(
          withCode('BLOB_EXISTS'),
        );
        // It is not even read.
        expect(source.readableDidRead).toBe(false);
        expect(source.destroyed).toBe(true);
      }
      expect((await read(store, key)).equals(first)).toBe(true);
      await store.delete(key);
      await put(store, key, someBytes(5), { ifAbsent: true });
      expect(await leftovers()).toBe(0);
    });

    test.each([10, 6 * MiB])('of several at once (%d bytes), one succeeds', async (size) => {
      const { store, another, leftovers } = storage();
      const key = newKey();
      const other = another();
      const contents = Array.from({ length: 5 }, () => someBytes(size));
      const outcomes = await Promise.allSettled(
        contents.map((bytes, n) => put(n % 2 ? store : other, key, bytes, { ifAbsent: true })),
      );
      const winners = outcomes.flatMap(({ status }, n) => (status === 'fulfilled' ? [n] : []));
      expect(winners).toHaveLength(1);
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') expect(outcome.reason).toEqual(withCode('BLOB_EXISTS'));
      expect((await read(store, key)).equals(contents[winners[0]!]!)).toBe(true);
      expect(await leftovers()).toBe(0);
    });
  });

  test('what is deleted is gone, and deleting again changes nothing', async () => {
    const { store } = storage();
    const key = newKey('a/b/c');
    await put(store, key, someBytes(10));
    await store.delete(key);
    await expect(store.get(key)).rejects.toEqual(withCode('BLOB_NOT_FOUND'));
    await store.delete(key);
    await store.delete(newKey());
    await put(store, key, someBytes(10));
    expect((await store.head(key)).size).toBe(10);
  });

  test('puts and deletes of neighbours do not disturb one another', async () => {
    const { store } = storage();
    const folder = newKey();
    const rounds = Array.from({ length: 8 }, async (_, n) => {
      const key = `${folder}/deep/${n}`;
      for (let round = 0; round < 5; round += 1) {
        await put(store, key, someBytes(20));
        await store.delete(key);
      }
      await put(store, key, Buffer.from(String(n)));
    });
    await Promise.all(rounds);
    for (let n = 0; n < 8; n += 1)
      expect((await read(store, `${folder}/deep/${n}`)).toString()).toBe(String(n));
  });

  test('what dead puts left is removed when it is old, and puts under way are not disturbed', async () => {
    const { store, leftovers, age } = storage();
    const stuck = Array.from({ length: 3 }, () => standingStill(someBytes(6 * MiB)));
    const keys = stuck.map(() => newKey());
    const outcomes = stuck.map((source, n) => store.put(keys[n]!, source, OCTETS).catch((error) => error));
    await until('all are under way', async () => (await leftovers()) === 3);
    let removed = 0;
    await until('all have been removed', async () => {
      // Once more while they are still writing, which makes them look young again.
      await age(2 * 3_600_000);
      removed += await store.removeLeftovers(3_600_000);
      return removed === 3;
    });
    const live = standingStill(someBytes(6 * MiB));
    const living = store.put(newKey(), live, OCTETS);
    await until('another is under way', async () => (await leftovers()) === 1);
    expect(await store.removeLeftovers(3_600_000)).toBe(0);
    live.push(null);
    expect((await living).size).toBe(6 * MiB);
    // Their puts find the loss, and nothing of them is to be seen.
    for (const source of stuck) source.push(null);
    for (const outcome of outcomes) expect(await outcome).toBeInstanceOf(Error);
    for (const key of keys) expect(await readIfThere(store, key)).toBeUndefined();
    expect(await leftovers()).toBe(0);
  });
}
