import { existsSync } from 'node:fs';
import { removeFolder, removeOrphanedData, type OrphanedData } from './machine/data-owner.ts';
import { openDataRoot, ROOT_BASE } from './machine/data-root.ts';
import { dockerAnswers } from './machine/docker.ts';
import { isRoot } from './machine/users.ts';
import { ComposeProject } from './stores/compose.ts';

/**
 * Removes all that a checkout has stored: the stores' data, Docker's volumes where an engine answers, keys, logs.
 * Returns the folders that are gone.
 * @throws DevstackError `ALREADY_RUNNING` while Chowk runs there
 */
export async function cleanData(dataDir: string, progress: (line: string) => void): Promise<string[]> {
  if (!existsSync(dataDir)) return [];
  const root = await openDataRoot(dataDir, progress);
  if (process.env['CHOWK_DOCKER'] !== 'off' && (await dockerAnswers())) await ComposeProject.remove(root.id);
  const folders = isRoot() ? [root.folder, dataDir] : [dataDir];
  for (const folder of folders) removeFolder(folder);
  // The database's own folder belongs to one in there.
  const followed = isRoot() ? removeOrphanedData(ROOT_BASE, root.folder) : [];
  return [...folders, ...followed.map(({ folder }) => folder)];
}

/** Removes the data of checkouts that are gone. Only root's lie away from their checkout. */
export const cleanOrphans = (): OrphanedData[] => (isRoot() ? removeOrphanedData(ROOT_BASE) : []);
