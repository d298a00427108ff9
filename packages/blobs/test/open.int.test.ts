import { mkdtemp, readdir, rm, utimes, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '@chowk/runtime/config';
import { ShutdownStack } from '@chowk/runtime/lifecycle';
import { quietLogger, until } from '@chowk/testing';
import { blobConfigSchema, openBlobStore } from '../src/index.ts';

const open = async (env: Record<string, string>) => {
  const [logger, shutdown] = [quietLogger(), new ShutdownStack()];
  const store = await openBlobStore(loadConfig(blobConfigSchema, env), { logger, shutdown });
  return { store, stop: () => shutdown.stop(logger) };
};

test('a store that is opened removes what puts left behind a day ago', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chowk-blobs-'));
  const incoming = join(folder, '.incoming');
  await mkdir(incoming);
  for (const [name, hours] of [
    ['old.part', 25],
    ['young.part', 23],
  ] as const) {
    const at = new Date(Date.now() - hours * 3_600_000);
    await writeFile(join(incoming, name), 'x');
    await utimes(join(incoming, name), at, at);
  }
  const { stop } = await open({ BLOB_DIR: folder });
  await until('the old one is gone', async () => (await readdir(incoming)).join() === 'young.part');
  await stop();
  await rm(folder, { recursive: true });
});

test.each([
  ['disk', /BLOB_DIR: the driver disk needs a folder/],
  ['s3', /S3_BUCKET: the driver s3 needs a bucket/],
])('the driver %s without its settings is refused', async (driver, message) => {
  await expect(open({ BLOB_DRIVER: driver })).rejects.toThrow(message);
});

test('production asks for the secret of an access key only with S3 and a key of ours', () => {
  const load = (env: Record<string, string>) =>
    loadConfig(blobConfigSchema, { NODE_ENV: 'production', ...env }).BLOB_DRIVER;
  const s3 = { BLOB_DRIVER: 's3', S3_BUCKET: 'chowk-media' };
  expect(load({ BLOB_DRIVER: 'disk' })).toBe('disk');
  expect(load(s3)).toBe('s3');
  expect(() => load({ ...s3, S3_ACCESS_KEY_ID: 'AKIA' })).toThrow(/S3_SECRET_ACCESS_KEY: production needs/);
  expect(load({ ...s3, S3_ACCESS_KEY_ID: 'AKIA', S3_SECRET_ACCESS_KEY: 'k'.repeat(40) })).toBe('s3');
});
