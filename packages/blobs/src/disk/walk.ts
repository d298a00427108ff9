import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isKey } from '../input.ts';
import { codeOf } from './disk-errors.ts';
import { FOLDER_MARK } from './folders.ts';

interface Entry {
  /** The key of a file, or what all keys in a folder begin with. */
  key: string;
  path: string;
  isFolder: boolean;
}

/**
 * Keys below `folder` in the order of their bytes, which is how S3 lists: those that begin with `prefix` and
 * come after `after`. One folder's names are in memory at a time, for each level of depth.
 */
export async function* walk(
  folder: string,
  only: { prefix: string; after: string },
  base = '',
): AsyncGenerator<{ key: string; path: string }> {
  for (const { key, path, isFolder } of await entriesOf(folder, base)) {
    if (!isFolder) {
      if (key.startsWith(only.prefix) && key > only.after) yield { key, path };
      continue;
    }
    const mayHold = key.startsWith(only.prefix) || only.prefix.startsWith(key);
    // All keys in the folder begin with its own, so they come after `after` unless that is beyond them all.
    const isOver = key < only.after && !only.after.startsWith(key);
    if (mayHold && !isOver) yield* walk(path, only, key);
  }
}

async function entriesOf(folder: string, base: string): Promise<Entry[]> {
  const names = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    // A folder that became empty was removed meanwhile; the root is made by the first put.
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  const entries = names.flatMap((name): Entry[] => {
    const path = join(folder, name.name);
    const isFolder = name.isDirectory() && name.name.endsWith(FOLDER_MARK);
    const key = base + (isFolder ? name.name.slice(0, -FOLDER_MARK.length) : name.name);
    // Files under way, and what a desktop or a backup leaves in every folder.
    if (!isKey(key) || !(isFolder || name.isFile())) return [];
    return [{ key: isFolder ? `${key}/` : key, path, isFolder }];
  });
  return entries.sort((a, b) => (a.key < b.key ? -1 : 1));
}
