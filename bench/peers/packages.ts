import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** Nothing that was published later is taken, so that a peer stays what it was when it was first measured. */
const BEFORE = '2026-09-15';

/** What each peer is made of, to the version. */
const PEERS = {
  vendure: { '@vendure/core': '3.7.3', pg: '8.23.0' },
  medusa: { '@medusajs/cli': '2.21.0', '@medusajs/framework': '2.21.0', '@medusajs/medusa': '2.21.0' },
  medici: { medici: '7.0.3', mongoose: '8.19.1' },
} as const;

export type PeerName = keyof typeof PEERS;

/** `medusa 2.21.0` */
export const peerTitle = (peer: PeerName): string => `${peer} ${Object.values(PEERS[peer])[0]}`;

/**
 * Installs the packages of a peer into a cache outside of the repository, unless they are there, and puts our own
 * files for it beside them. No install script of theirs is run. BENCH_PEERS names another folder.
 * @returns the folder
 * @throws Error with what npm said
 */
export async function installPeer(peer: PeerName, progress: (line: string) => void): Promise<string> {
  const dependencies = PEERS[peer];
  const hash = createHash('sha256')
    .update(JSON.stringify([dependencies, BEFORE]))
    .digest('hex')
    .slice(0, 8);
  const folder = path.join(cacheFolder(), `${peer}-${hash}`);
  if (!existsSync(path.join(folder, 'installed'))) {
    progress(`installing ${peerTitle(peer)} into ${folder}, which takes some minutes once`);
    mkdirSync(folder, { recursive: true });
    const manifest = { name: `peer-${peer}`, private: true, type: 'module', dependencies };
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
    const flags = [`--before=${BEFORE}`, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    await promisify(execFile)('npm', ['install', ...flags], { cwd: folder, timeout: 900_000 });
    writeFileSync(path.join(folder, 'installed'), '');
  }
  const ours = path.join(import.meta.dirname, peer);
  if (existsSync(ours)) cpSync(ours, folder, { recursive: true });
  return folder;
}

function cacheFolder(): string {
  const own = process.env['BENCH_PEERS'];
  if (own) return own;
  return path.join(
    process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'),
    'chowk',
    'bench-peers',
  );
}
