import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type DocumentDb, type DocumentDbOptions, startDocumentDb } from '../src/index.ts';

/** The first start on a machine downloads the engine. */
export const START_TIMEOUT_MS = 600_000;

export type TemporaryEngine = DocumentDb & { dataDir: string; remove(): Promise<void> };

/** An engine on a data folder of its own, of which `remove` leaves nothing. */
export async function startTemporaryEngine(
  settings: DocumentDbOptions['settings'] = {},
): Promise<TemporaryEngine> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'documentdb-'));
  const engine = await startDocumentDb({ dataDir, settings, ephemeral: true });
  return {
    ...engine,
    dataDir,
    async remove() {
      await engine.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
