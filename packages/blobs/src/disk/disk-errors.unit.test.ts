import { AppError } from '@chowk/contracts/errors';
import { answered, diskError } from './disk-errors.ts';

test.each([
  ['ENOENT', 'BLOB_NOT_FOUND'],
  ['ENOTDIR', 'BLOB_NOT_FOUND'],
  ['ENOSPC', 'UPSTREAM_UNAVAILABLE'],
  ['EMFILE', 'UPSTREAM_UNAVAILABLE'],
  ['EACCES', 'SERVER_ERROR'],
  ['EIO', 'SERVER_ERROR'],
  [undefined, 'SERVER_ERROR'],
])('%s of the file system is %s', (code, expected) => {
  const cause = Object.assign(new Error('of the system'), code !== undefined && { code });
  expect(diskError(cause)).toMatchObject({ code: expected, cause });
});

test('errors of the contract stay as they are', () => {
  const error = new AppError('BLOB_EXISTS');
  expect(diskError(error)).toBe(error);
});

test('a disk that never answers is UPSTREAM_TIMEOUT, and what it opens too late is closed', async () => {
  const opening = Promise.withResolvers<string>();
  const closed: string[] = [];
  await expect(answered(30, opening.promise, (late) => closed.push(late))).rejects.toMatchObject({
    code: 'UPSTREAM_TIMEOUT',
  });
  opening.resolve('handle');
  await new Promise((resolve) => setImmediate(resolve));
  expect(closed).toEqual(['handle']);
});
