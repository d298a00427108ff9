import fc from 'fast-check';
import type { BlobEntry } from '../../src/index.ts';
import type { StoreUnderTest } from '../support/stores.ts';
import { newKey, put, streamOf, withCode, OCTETS } from '../support/content.ts';

/** What list, and keys as such, promise, whatever the driver. */
export function describeListing(storage: () => StoreUnderTest): void {
  async function listed(prefix: string, limit?: number): Promise<BlobEntry[]> {
    const items: BlobEntry[] = [];
    let cursor: string | undefined;
    do {
      const page = await storage().store.list({ prefix, cursor, ...(limit !== undefined && { limit }) });
      if (limit !== undefined) expect(page.items.length).toBeLessThanOrEqual(limit);
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return items;
  }

  test('a list has size and time of each, in the order of bytes, a page at a time', async () => {
    const { store } = storage();
    const folder = newKey();
    const names = ['a', 'a-b', 'a.b', 'a/b', 'a/b/c', 'a/b.c', 'a0', 'B', '_', 'b/1', 'b/10', 'b/2'];
    const keys = names.map((name) => `${folder}/${name}`);
    for (const key of keys) await put(store, key, Buffer.from(key));
    const sorted = [...keys].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
    for (const limit of [1, 2, 5, 11, 12, 13, 1000]) {
      const items = await listed(`${folder}/`, limit);
      expect(items.map(({ key }) => key)).toEqual(sorted);
      for (const { key, size, lastModified } of items) {
        expect(size).toBe(key.length);
        expect(lastModified).toEqual((await store.head(key)).lastModified);
      }
    }
    const keysOf = async (prefix: string) =>
      (await listed(prefix)).map(({ key }) => key.slice(folder.length));
    expect(await keysOf(`${folder}/a/`)).toEqual(['/a/b', '/a/b.c', '/a/b/c']);
    expect(await keysOf(`${folder}/a/b`)).toEqual(['/a/b', '/a/b.c', '/a/b/c']);
    expect(await keysOf(`${folder}/b/1`)).toEqual(['/b/1', '/b/10']);
    expect(await keysOf(`${folder}/c`)).toEqual([]);
    expect((await listed('')).map(({ key }) => key)).toEqual(expect.arrayContaining(keys));
  });

  test('any set of keys is listed whole and in order, from any cursor', async () => {
    const { store } = storage();
    const segment = fc.constantFrom('a', 'a-', 'a.b', 'a_', 'ab', 'b', 'A', '0', '_x');
    const keySet = fc.uniqueArray(fc.array(segment, { minLength: 1, maxLength: 3 }), {
      maxLength: 12,
      selector: (parts) => parts.join('/'),
    });
    await fc.assert(
      fc.asyncProperty(keySet, fc.nat(), async (set, nth) => {
        const folder = newKey();
        const keys = set.map((parts) => `${folder}/${parts.join('/')}`);
        await Promise.all(keys.map((key) => put(store, key, Buffer.from('x'))));
        const sorted = [...keys].sort((one, other) => (one < other ? -1 : 1));
        expect((await listed(folder, 3)).map(({ key }) => key)).toEqual(sorted);
        const cursor = sorted[nth % Math.max(sorted.length, 1)];
        if (cursor === undefined) return;
        await store.delete(cursor);
        const rest = await store.list({ prefix: folder, cursor });
        expect(rest.items.map(({ key }) => key)).toEqual(sorted.slice(sorted.indexOf(cursor) + 1));
      }),
      { numRuns: 15 },
    );
  });

  test.each([
    '',
    '/',
    '/a',
    'a/',
    'a//b',
    '..',
    '../a',
    'a/../b',
    'a/./b',
    '.hidden',
    'a/.incoming',
    'a\\b',
    'a b',
    'a\0b',
    'a\nb',
    'a%2fb',
    'a@/b',
    'चौक',
    'a?b',
    '-rf',
  ])('%j is not a key', (key) => refusesKey(key));

  test('a key of more than 512 characters, or 200 in a segment, is none', async () => {
    const long = `${'a'.repeat(199)}/`.repeat(3);
    await refusesKey('a'.repeat(201));
    await refusesKey(long.slice(0, 513));
    await put(storage().store, long.slice(0, 512), Buffer.from('x'));
    await put(storage().store, 'a'.repeat(200), Buffer.from('x'));
  });

  async function refusesKey(key: string): Promise<void> {
    const { store } = storage();
    const source = streamOf(Buffer.from('x'));
    const refused = { code: 'VALIDATION_FAILED', status: 422, details: [{ path: 'key' }] };
    await expect(store.put(key, source, OCTETS)).rejects.toMatchObject(refused);
    expect(source.destroyed).toBe(true);
    for (const call of [store.get(key), store.head(key), store.delete(key)])
      await expect(call).rejects.toMatchObject(refused);
    await expect(store.signedUrl(key, { expiresInSeconds: 60 })).rejects.toMatchObject(refused);
  }

  test.each([
    ['contentType', { contentType: 'text/html\r\nset-cookie: a=b' }],
    ['contentType', { contentType: 'html' }],
    ['contentType', { contentType: 'text/html, image/png' }],
    ['maxBytes', { maxBytes: 0 }],
    ['maxBytes', { maxBytes: 1.5 }],
    ['maxBytes', { maxBytes: 6 * 1024 ** 3 }],
    ['sha256', { sha256: 'ABC' }],
  ])('a put with a wrong %s is refused (%j)', async (path, wrong) => {
    await expect(put(storage().store, newKey(), Buffer.from('x'), wrong)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      details: [{ path }],
    });
  });

  test('wrong ranges, prefixes, limits and cursors are refused', async () => {
    const { store } = storage();
    const invalid = withCode('VALIDATION_FAILED');
    for (const range of [{ start: -1 }, { start: 1.5 }, { start: 2, end: 1 }, { suffixLength: -1 }])
      await expect(store.get('a', { range })).rejects.toEqual(invalid);
    for (const prefix of ['../', '/', '.incoming', 'a\\'])
      await expect(store.list({ prefix })).rejects.toEqual(invalid);
    for (const limit of [0, 1001, 1.5]) await expect(store.list({ limit })).rejects.toEqual(invalid);
    await expect(store.list({ cursor: '../../etc' })).rejects.toEqual(withCode('INVALID_CURSOR'));
    for (const expiresInSeconds of [0, 8 * 24 * 3600])
      await expect(store.signedUrl('a', { expiresInSeconds })).rejects.toEqual(invalid);
    await expect(store.signedUrl('a', { expiresInSeconds: 60, downloadAs: 'a"; x=y.pdf' })).rejects.toEqual(
      invalid,
    );
  });
}
