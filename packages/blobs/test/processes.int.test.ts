import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { MiB, newKey, put, readIfThere, someBytes } from './support/content.ts';
import { DRIVERS, type StoreUnderTest } from './support/stores.ts';

const MAIN = join(import.meta.dirname, 'fixtures/stream-blob.ts');

interface Ended {
  code: number | null;
  signal: string | null;
  output: string;
}

async function run(storage: StoreUnderTest, args: string[], failpoints = ''): Promise<Ended> {
  const child = spawn(process.execPath, ['--expose-gc', MAIN, ...args], {
    env: { ...process.env, ...storage.env, NODE_OPTIONS: '', CHOWK_FAILPOINTS: failpoints },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, [code, signal]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { code, signal, output };
}

describe.each(DRIVERS)('a process that uses %s', (_driver, open) => {
  let storage: StoreUnderTest;
  beforeAll(async () => {
    storage = await open();
  });
  afterAll(() => storage.stop());

  // In the middle of the chunks of 64 KiB, when S3 has two parts; and after all of them. CHAOS=1 kills at more places.
  const chunks = process.env.CHAOS ? [81, 90, 159, 160, 161, 180, 191, 192] : [180];
  test.each([...chunks.map((nth) => `blobs.put.chunk=kill@${nth}`), 'blobs.put.written=kill'])(
    'killed at %s leaves what was there, and what it leaves behind is removed',
    async (failpoint) => {
      const { store } = storage;
      const [taken, free] = [newKey(), newKey()];
      const before = someBytes(1_000);
      await put(store, taken, before);
      const runs = [taken, free].map((key) => run(storage, ['put', key, String(12 * MiB)], failpoint));
      for (const { signal } of await Promise.all(runs)) expect(signal).toBe('SIGKILL');
      expect((await readIfThere(store, taken))?.equals(before)).toBe(true);
      expect(await readIfThere(store, free)).toBeUndefined();
      expect((await store.list({ prefix: free })).items).toEqual([]);

      expect(await storage.leftovers()).toBe(2);
      expect(await store.removeLeftovers(3_600_000)).toBe(0);
      await storage.age(2 * 3_600_000);
      expect(await store.removeLeftovers(3_600_000)).toBe(2);
      expect(await storage.leftovers()).toBe(0);
    },
  );

  test('killed once the blob is written has written it whole', async () => {
    const key = newKey();
    const size = 12 * MiB;
    const ended = await run(storage, ['put', key, String(size)], 'blobs.put.published=kill');
    expect(ended.signal).toBe('SIGKILL');
    expect((await readIfThere(storage.store, key))?.equals(Buffer.alloc(size, 7))).toBe(true);
    expect(await storage.leftovers()).toBe(0);
  });

  // CHAOS=1 streams as much as the largest video may be.
  const size = process.env.CHAOS ? 200 * MiB : 64 * MiB;
  test('streams a large blob in and out in little memory', async () => {
    const [key, warm] = [newKey(), newKey()];
    for (const what of ['put', 'get']) {
      const { code, output } = await run(storage, [what, key, String(size), warm]);
      expect(code).toBe(0);
      const { heldBytes, rssBytes } = JSON.parse(output) as { heldBytes: number; rssBytes: number };
      // Three parts of an upload to S3, and no more.
      expect(heldBytes).toBeLessThan(20 * MiB);
      // Freed buffers go back to the system when the allocator likes.
      expect(rssBytes).toBeLessThan(32 * MiB);
    }
  }, 120_000);
});
