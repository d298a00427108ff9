import { mkdir, open, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from './disk-errors.ts';

/** Ends the names of folders: no key has it, so that the keys `a` and `a/b` can both be. */
export const FOLDER_MARK = '@';

/** Where the file of a key lies. */
export const pathOf = (root: string, key: string): string =>
  join(root, key.replaceAll('/', `${FOLDER_MARK}/`));

/** Makes what is written in a folder (a new name, a removed one) survive a loss of power. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder and those above it that are missing, to last. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
}

/** Removes a folder below `root` and those above it that are empty; others may fill them meanwhile. */
export async function removeEmptyFolders(root: string, folder: string): Promise<void> {
  for (let at = folder; at.length > root.length; at = dirname(at)) {
    try {
      await rmdir(at);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') continue;
      if (codeOf(error) === 'ENOTEMPTY' || codeOf(error) === 'EEXIST') return;
      throw error;
    }
  }
}
