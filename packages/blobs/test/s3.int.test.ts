import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { createS3BlobStore } from '../src/s3/s3-blob-store.ts';
import { MiB, newKey, OCTETS, put, read, readIfThere, someBytes, withCode } from './support/content.ts';
import type { Fault, SeenRequest } from './support/s3-server.ts';
import { openS3 } from './support/stores.ts';

type Storage = Awaited<ReturnType<typeof openS3>>;
let storage: Storage;
beforeAll(async () => {
  storage = await openS3();
});
afterEach(() => {
  storage.s3.fault = () => 'pass';
});
afterAll(() => storage.stop());

/** The fault for the first so many requests of a name. */
function failFirst(name: string, fault: Fault, times = 1): SeenRequest[] {
  const failed: SeenRequest[] = [];
  storage.s3.fault = (request) => {
    if (request.name !== name || failed.length === times) return 'pass';
    failed.push(request);
    return fault;
  };
  return failed;
}

const busy: Fault = { status: 503, code: 'SlowDown' };

describe('requests that fail', () => {
  test.each([
    ['PUT', 10],
    ['POST uploads', 6 * MiB],
    ['PUT part', 6 * MiB],
    ['POST complete', 6 * MiB],
  ])('%s is tried again when S3 is busy or the connection breaks', async (name, size) => {
    const { store, leftovers } = storage;
    for (const fault of [busy, 'lose-answer'] as const) {
      const [key, bytes] = [newKey(), someBytes(size)];
      const failed = failFirst(name, fault);
      await put(store, key, bytes);
      expect(failed).toHaveLength(1);
      expect((await read(store, key)).equals(bytes)).toBe(true);
      // Of an upload whose id was lost on the way a second one was begun.
      const left = name === 'POST uploads' && fault === 'lose-answer' ? 1 : 0;
      expect(await leftovers()).toBe(left);
      await storage.age(3_600_000);
      expect(await store.removeLeftovers(60_000)).toBe(left);
    }
  });

  test.each([
    ['PUT', 10],
    ['PUT part', 11 * MiB],
    ['POST complete', 11 * MiB],
  ])('%s that goes on failing is given up after three tries, and nothing is left', async (name, size) => {
    const { store, leftovers } = storage;
    const key = newKey();
    const failed = failFirst(name, busy, 100);
    await expect(put(store, key, someBytes(size))).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      retryAfter: 1,
      details: [{ service: 's3' }],
    });
    // Two parts are under way at a time.
    expect(failed.length).toBeLessThanOrEqual(name === 'PUT part' ? 6 : 3);
    expect(await readIfThere(store, key)).toBeUndefined();
    expect(await leftovers()).toBe(0);
  });

  test('a part that fails ends the reading of the source, also while it stands still', async () => {
    const key = newKey();
    failFirst('PUT part', { status: 403, code: 'AccessDenied' }, 100);
    const source = new Readable({ read: () => undefined });
    source.push(someBytes(6 * MiB));
    await expect(storage.store.put(key, source, OCTETS)).rejects.toEqual(withCode('SERVER_ERROR'));
    expect(source.destroyed).toBe(true);
    expect(await storage.leftovers()).toBe(0);
  });

  test.each([
    ['PUT', 10],
    ['PUT part', 6 * MiB],
  ])('%s without an answer ends in time', async (name, size) => {
    const key = newKey();
    failFirst(name, 'hang', 100);
    const begun = performance.now();
    await expect(put(storage.another({ timeoutMs: 300 }), key, someBytes(size))).rejects.toEqual(
      withCode('UPSTREAM_TIMEOUT'),
    );
    expect(performance.now() - begun).toBeLessThan(10_000);
    expect(await readIfThere(storage.store, key)).toBeUndefined();
    expect(await storage.leftovers()).toBe(0);
  });

  test('an abort stops requests that get no answer', async () => {
    failFirst('PUT part', 'hang', 100);
    const stopping = new AbortController();
    const outcome = put(storage.store, newKey(), someBytes(16 * MiB), { signal: stopping.signal });
    const caught = outcome.catch((error: unknown) => error);
    await sleep(300);
    const begun = performance.now();
    stopping.abort(new Error('left'));
    expect(await caught).toBe(stopping.signal.reason);
    expect(performance.now() - begun).toBeLessThan(3_000);
    expect(await storage.leftovers()).toBe(0);
  });

  test('an answer that is cut off, or stands still, is an error of the reading', async () => {
    const key = newKey();
    await put(storage.store, key, someBytes(2 * MiB));
    failFirst('GET', 'cut-answer');
    const cut = await storage.store.get(key);
    await expect(buffer(cut.stream)).rejects.toEqual(withCode('UPSTREAM_UNAVAILABLE'));
    failFirst('GET', 'stall-answer', 100);
    const still = await storage.another({ timeoutMs: 1_500 }).get(key);
    await expect(buffer(still.stream)).rejects.toEqual(withCode('UPSTREAM_TIMEOUT'));
  });

  test.each([
    ['AccessDenied', 403],
    ['NoSuchBucket', 404],
    ['SignatureDoesNotMatch', 403],
  ])('a refusal of ours, %s, is SERVER_ERROR and no fault of the caller', async (code, status) => {
    storage.s3.fault = () => ({ status, code });
    const { store } = storage;
    const refused = withCode('SERVER_ERROR');
    await expect(store.get('a')).rejects.toEqual(refused);
    await expect(store.delete('a')).rejects.toEqual(refused);
    await expect(store.list()).rejects.toEqual(refused);
    await expect(put(store, 'a', someBytes(1))).rejects.toEqual(refused);
  });

  test('an S3 that nobody answers for is UPSTREAM_UNAVAILABLE', async () => {
    const { credentials } = storage.s3;
    const options = { region: 'us-east-1', bucket: 'b-1', forcePathStyle: true, timeoutMs: 500, idleMs: 500 };
    const away = createS3BlobStore({ ...options, endpoint: 'http://127.0.0.1:1', credentials });
    await expect(away.head('a')).rejects.toEqual(withCode('UPSTREAM_UNAVAILABLE'));
    await expect(put(away, 'a', someBytes(1))).rejects.toEqual(withCode('UPSTREAM_UNAVAILABLE'));
    await away.close();
  });
});

describe('a put only where nothing is', () => {
  test.each([
    ['PUT', 10],
    ['POST complete', 6 * MiB],
  ])('whose %s arrived though its answer was lost is known for our own', async (name, size) => {
    const [key, bytes] = [newKey(), someBytes(size)];
    const failed = failFirst(name, 'lose-answer');
    const { etag } = await put(storage.store, key, bytes, { ifAbsent: true });
    expect(failed).toHaveLength(1);
    expect((await storage.store.head(key)).etag).toBe(etag);
    expect((await read(storage.store, key)).equals(bytes)).toBe(true);
  });

  test('that meets another write is to be tried again, or finds the other’s blob', async () => {
    const key = newKey();
    const conflict: Fault = { status: 409, code: 'ConditionalRequestConflict' };
    failFirst('PUT', conflict, 100);
    const create = () => put(storage.store, key, someBytes(10), { ifAbsent: true });
    await expect(create()).rejects.toEqual(withCode('UPSTREAM_UNAVAILABLE'));
    storage.s3.fault = async (request) => {
      if (request.name !== 'PUT') return 'pass';
      storage.s3.fault = () => 'pass';
      await put(storage.store, key, Buffer.from('theirs'));
      return conflict;
    };
    await expect(create()).rejects.toEqual(withCode('BLOB_EXISTS'));
    expect((await read(storage.store, key)).toString()).toBe('theirs');
  });
});

test('parts that S3 does not take hold the source back', async () => {
  storage.s3.fault = async ({ name }): Promise<Fault> => {
    if (name === 'PUT part') await sleep(1_500);
    return 'pass';
  };
  let given = 0;
  const chunks = Readable.from(
    (function* () {
      for (; given < 30 * MiB; given += MiB) yield Buffer.alloc(MiB);
    })(),
    { highWaterMark: 1 },
  );
  const stopping = new AbortController();
  const outcome = storage.store
    .put(newKey(), chunks, { ...OCTETS, signal: stopping.signal })
    .catch((error: unknown) => error);
  await sleep(800);
  // Two parts under way, one being filled, and what streams hold between.
  expect(given).toBeGreaterThanOrEqual(10 * MiB);
  expect(given).toBeLessThanOrEqual(18 * MiB);
  stopping.abort(new Error('enough'));
  expect(await outcome).toBe(stopping.signal.reason);
});

test('a signed address gives the blob to whoever has it, with its type and under a name', async () => {
  const [key, bytes] = [newKey('in/voices'), someBytes(1_000)];
  await put(storage.store, key, bytes, { contentType: 'application/pdf' });
  const address = (await storage.store.signedUrl(key, { expiresInSeconds: 90, downloadAs: 'inv-7.pdf' }))!;
  const { searchParams, pathname } = new URL(address);
  expect(pathname).toBe(`/${storage.bucket}/${key}`);
  expect(searchParams.get('X-Amz-Expires')).toBe('90');
  expect(searchParams.get('X-Amz-Signature')).toMatch(/^[0-9a-f]{64}$/);
  expect(searchParams.get('response-content-disposition')).toBe('attachment; filename="inv-7.pdf"');
  const answer = await fetch(address);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
});
