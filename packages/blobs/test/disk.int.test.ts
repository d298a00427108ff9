import { appendFile, mkdir, readdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { armFailpoints } from '@chowk/runtime/failpoints';
import { newKey, put, read, someBytes, withCode } from './support/content.ts';
import { openDisk } from './support/stores.ts';

type Storage = Awaited<ReturnType<typeof openDisk>>;
let storage: Storage;
beforeEach(async () => {
  storage = await openDisk();
});
afterEach(() => storage.stop());

test('a file begins with its content, and other files of the folder are no blobs', async () => {
  const { store, folder } = storage;
  await put(store, 'media/cat.webp', Buffer.from('RIFF'));
  const path = join(folder, 'media@/cat.webp');
  await writeFile(join(folder, 'media@/.DS_Store'), 'x'.repeat(2_000));
  await writeFile(join(folder, 'media@/short.webp'), 'x');
  await mkdir(join(folder, 'lost+found'));
  expect((await store.list()).items.map(({ key }) => key)).toEqual(['media/cat.webp']);
  expect((await read(store, 'media/cat.webp')).toString()).toBe('RIFF');
  expect((await readdir(join(folder, 'media@'))).sort()).toEqual(['.DS_Store', 'cat.webp', 'short.webp']);
  await truncate(path, 100);
  await expect(store.get('media/cat.webp')).rejects.toEqual(withCode('SERVER_ERROR'));
});

test.each([
  ['was cut short', (path: string) => truncate(path, 600)],
  ['has grown', (path: string) => appendFile(path, 'x'.repeat(512))],
])('a file that %s is not given out', async (_what, damage) => {
  const { store, folder } = storage;
  await put(store, 'a', someBytes(1_000));
  await damage(join(folder, 'a'));
  await expect(store.get('a')).rejects.toEqual(withCode('SERVER_ERROR'));
  await expect(store.head('a')).rejects.toEqual(withCode('SERVER_ERROR'));
});

test('folders of deleted blobs go with them', async () => {
  const { store, folder } = storage;
  await put(store, 'a/b/c/1', someBytes(1));
  await put(store, 'a/2', someBytes(1));
  await store.delete('a/b/c/1');
  expect(await readdir(join(folder, 'a@'))).toEqual(['2']);
  await store.delete('a/2');
  expect(await readdir(folder)).toEqual(['.incoming']);
});

test('a put that fails while it is moved to its place leaves nothing', async () => {
  const { store, leftovers, folder } = storage;
  armFailpoints('blobs.put.written=error');
  await expect(put(store, 'a', someBytes(10))).rejects.toThrow('failpoint');
  armFailpoints('');
  // A file where the key needs a folder.
  await writeFile(join(folder, 'b@'), 'x');
  await expect(put(store, 'b/c', someBytes(10))).rejects.toEqual(withCode('SERVER_ERROR'));
  expect(await leftovers()).toBe(0);
});

test('an abort after the last byte, before the blob is in its place, leaves nothing', async () => {
  const { store, leftovers } = storage;
  const stopping = new AbortController();
  armFailpoints('blobs.put.written=sleep:200');
  const key = newKey();
  const outcome = put(store, key, someBytes(10), { signal: stopping.signal }).catch(
    (error: unknown) => error,
  );
  setTimeout(() => stopping.abort(new Error('left')), 100);
  expect(await outcome).toBe(stopping.signal.reason);
  armFailpoints('');
  await expect(store.head(key)).rejects.toEqual(withCode('BLOB_NOT_FOUND'));
  expect(await leftovers()).toBe(0);
});

test('disk has no server, so no signed address', async () => {
  await put(storage.store, 'a', someBytes(1));
  expect(await storage.store.signedUrl('a', { expiresInSeconds: 60 })).toBeUndefined();
});
