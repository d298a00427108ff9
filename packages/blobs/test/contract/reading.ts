import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import type { StoreUnderTest } from '../support/stores.ts';
import { MiB, newKey, put, read, someBytes, withCode } from '../support/content.ts';

/** What get, head and their ranges promise, whatever the driver. */
export function describeReading(storage: () => StoreUnderTest): void {
  test('a reading says what it reads', async () => {
    const { store } = storage();
    const key = newKey();
    const before = Date.now();
    const { etag } = await put(store, key, Buffer.from('<b>'), { contentType: 'text/html; charset=utf-8' });
    const { stream, ...info } = await store.get(key);
    await buffer(stream);
    expect(info).toEqual({
      key,
      size: 3,
      contentType: 'text/html; charset=utf-8',
      etag,
      lastModified: expect.any(Date),
      range: undefined,
    });
    expect(info.lastModified.getMilliseconds()).toBe(0);
    expect(Math.abs(info.lastModified.getTime() - before)).toBeLessThan(5_000);
    const { range: _range, ...rest } = info;
    expect(await store.head(key)).toEqual(rest);
  });

  test('other content has another ETag, the same content the same', async () => {
    const { store } = storage();
    const key = newKey();
    const first = await put(store, key, Buffer.from('one'));
    const second = await put(store, key, Buffer.from('two'));
    const third = await put(store, key, Buffer.from('one'));
    expect(second.etag).not.toBe(first.etag);
    expect(third.etag).toBe(first.etag);
    expect((await store.head(key)).etag).toBe(first.etag);
  });

  test.each(['nothing/is/here', 'x'])('%s is BLOB_NOT_FOUND', async (key) => {
    const { store } = storage();
    await expect(store.get(key)).rejects.toEqual(withCode('BLOB_NOT_FOUND'));
    await expect(store.get(key, { range: { start: 1 } })).rejects.toEqual(withCode('BLOB_NOT_FOUND'));
    await expect(store.head(key)).rejects.toEqual(withCode('BLOB_NOT_FOUND'));
  });

  test('a key and keys below it do not stand in one another’s way', async () => {
    const { store } = storage();
    const key = newKey();
    await put(store, `${key}/below`, Buffer.from('below'));
    await expect(store.get(key)).rejects.toEqual(withCode('BLOB_NOT_FOUND'));
    await put(store, key, Buffer.from('above'));
    await expect(store.get(`${key}/below/further`)).rejects.toEqual(withCode('BLOB_NOT_FOUND'));
    await store.delete(`${key}/below`);
    expect((await read(store, key)).toString()).toBe('above');
  });

  test.each([
    [{ start: 0 }, 'abcdefghij', 0, 9],
    [{ start: 0, end: 0 }, 'a', 0, 0],
    [{ start: 3, end: 5 }, 'def', 3, 5],
    [{ start: 9 }, 'j', 9, 9],
    [{ start: 7, end: 4_000 }, 'hij', 7, 9],
    [{ suffixLength: 1 }, 'j', 9, 9],
    [{ suffixLength: 10 }, 'abcdefghij', 0, 9],
    [{ suffixLength: 4_000 }, 'abcdefghij', 0, 9],
  ])('range %j of ten letters is %s', async (range, text, start, end) => {
    const { store } = storage();
    const key = newKey();
    await put(store, key, Buffer.from('abcdefghij'));
    const reading = await store.get(key, { range });
    expect((await buffer(reading.stream)).toString()).toBe(text);
    expect(reading).toMatchObject({ size: 10, range: { start, end } });
  });

  test.each([[{ start: 10 }], [{ start: 10, end: 20 }], [{ suffixLength: 0 }]])(
    'range %j of ten letters is none',
    async (range) => {
      const { store } = storage();
      const [key, empty] = [newKey(), newKey()];
      await put(store, key, Buffer.from('abcdefghij'));
      await put(store, empty, Buffer.alloc(0));
      const refusal = (size: number) => ({ code: 'RANGE_NOT_SATISFIABLE', status: 416, details: [{ size }] });
      await expect(store.get(key, { range })).rejects.toMatchObject(refusal(10));
      await expect(store.get(empty, { range })).rejects.toMatchObject(refusal(0));
    },
  );

  test('any range gives the bytes it means', async () => {
    const { store } = storage();
    const [key, bytes] = [newKey(), someBytes(6 * MiB)];
    await put(store, key, bytes);
    const position = fc.integer({ min: 0, max: bytes.length - 1 });
    await fc.assert(
      fc.asyncProperty(position, position, async (one, other) => {
        const [start, end] = [Math.min(one, other), Math.max(one, other)];
        expect((await read(store, key, { start, end })).equals(bytes.subarray(start, end + 1))).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  test('what is overwritten or deleted while it is read is read to its end', async () => {
    const { store } = storage();
    const [key, bytes] = [newKey(), someBytes(4 * MiB)];
    await put(store, key, bytes);
    const [first, second] = [await store.get(key), await store.get(key)];
    await put(store, key, someBytes(10));
    expect((await buffer(first.stream)).equals(bytes)).toBe(true);
    await store.delete(key);
    expect((await buffer(second.stream)).equals(bytes)).toBe(true);
  });

  test('an abort ends the reading, also between two chunks', async () => {
    const { store } = storage();
    const key = newKey();
    await put(store, key, someBytes(8 * MiB));
    const stopping = new AbortController();
    const { stream } = await store.get(key, { signal: stopping.signal });
    await once(stream, 'readable');
    stream.read();
    const reason = new Error('the client has left');
    stopping.abort(reason);
    await expect(buffer(stream)).rejects.toThrow();
    expect(stream.errored).toBe(reason);
    await expect(store.get(key, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await expect(store.head(key, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
}
