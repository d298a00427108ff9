import {
  accessSync,
  chmodSync,
  copyFileSync,
  constants,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { downloadPackages } from './private-apt.ts';
import { takePidLock } from './pid-lock.ts';
import { runCommand } from './run-command.ts';

/** Raise it when the recipe below changes: an engine unpacked by an older recipe is then left alone. */
const RECIPE = 1;
const BIN = 'usr/lib/postgresql/18/bin';
const EXTENSIONS = 'usr/share/postgresql/18/extension';
const MULTIARCH = 'usr/lib/x86_64-linux-gnu';
/** Nothing at run time reads these, and they are a sixth of the whole. */
const UNUSED = ['usr/share/doc', 'usr/share/man', 'usr/share/locale', 'usr/share/i18n', 'usr/share/perl'];
/** Another installer may be downloading on a slow line. */
const LOCK_WAIT_MS = 30 * 60_000;

type InstallOptions = {
  cacheDir?: string;
  progress?: (message: string) => void;
};

export type Engine = {
  postgres: string;
  initdb: string;
};

/**
 * Says whether this machine can install the engine, and if not, why, in words for the person at the keyboard.
 * It looks only: nothing is downloaded.
 */
export function canInstallDocumentDb(): { ok: true } | { ok: false; reason: string } {
  const no = (reason: string): { ok: false; reason: string } => ({ ok: false, reason });
  if (process.platform !== 'linux' || !existsSync('/etc/debian_version'))
    return no('this is not a Debian machine');
  if (process.arch !== 'x64') return no(`the engine is packed for x64 and this machine is ${process.arch}`);
  const missing = ['apt-get', 'apt-config', 'dpkg-deb', 'setpriv'].filter((name) => !isOnPath(name));
  if (missing.length > 0) return no(`${missing.join(', ')} not found on PATH`);
  const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
  if (!existsSync(keyring)) return no(`${keyring} is missing (package debian-archive-keyring)`);
  return { ok: true };
}

/**
 * The engine's programs, installed first when they are not yet there (about 140 MB to download, 470 MB on disk).
 * Safe to call from several processes at once, and again after one was killed half way.
 */
export async function ensureEngine(options: InstallOptions = {}): Promise<Engine> {
  const progress = options.progress ?? (() => undefined);
  const cache = path.resolve(options.cacheDir ?? process.env.CHOWK_CACHE_DIR ?? defaultCacheFolder());
  const engine = path.join(cache, `documentdb-${RECIPE}`);
  if (!existsSync(engine)) {
    const possible = canInstallDocumentDb();
    if (!possible.ok) throw new Error(`DocumentDB cannot be installed here: ${possible.reason}`);
    mkdirSync(cache, { recursive: true });
    // The umask of root may be 077, and the database's own user has to read below this folder.
    if (process.getuid?.() === 0) chmodSync(cache, 0o755);
    const release = await takePidLock(`${engine}.lock`, {
      waitMs: LOCK_WAIT_MS,
      onWait: (pid) => progress(`waiting for process ${pid}, which is installing the engine`),
    });
    try {
      if (!existsSync(engine)) await install(engine, progress);
    } finally {
      release();
    }
  }
  return { postgres: path.join(engine, BIN, 'postgres'), initdb: path.join(engine, BIN, 'initdb') };
}

function defaultCacheFolder(): string {
  if (process.getuid?.() === 0) return '/var/cache/chowk';
  return path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'chowk');
}

function isOnPath(program: string): boolean {
  const folders = (process.env.PATH ?? '').split(':').filter(Boolean);
  return folders.some((folder) => {
    try {
      accessSync(path.join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

async function install(engine: string, progress: (message: string) => void): Promise<void> {
  const download = `${engine}.download`;
  const partial = `${engine}.partial`;
  mkdirSync(download, { recursive: true });
  if (process.getuid?.() === 0) chmodSync(download, 0o755);
  const packages = await downloadPackages(download, progress);

  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial);
  chmodSync(partial, 0o755);
  for (const [index, file] of packages.entries()) {
    if (index % 50 === 0) progress(`unpacked ${index} of ${packages.length} packages`);
    await runCommand('dpkg-deb', ['--extract', file, partial]);
  }
  for (const folder of UNUSED) rmSync(path.join(partial, folder), { recursive: true, force: true });
  // Debian makes this name with update-alternatives, which only runs in a real installation.
  copyFileSync(
    path.join(partial, EXTENSIONS, 'postgis-3.control'),
    path.join(partial, EXTENSIONS, 'postgis.control'),
  );
  for (const program of ['postgres', 'initdb']) wrapProgram(partial, engine, program);
  renameSync(partial, engine);
  rmSync(download, { recursive: true, force: true });
  progress('the engine is installed');
}

/**
 * The programs need the C library they were built for, not the machine's, so each is started through the
 * dynamic loader beside it. initdb looks for a sibling called postgres: the wrappers take the real names.
 */
function wrapProgram(prefix: string, finalPrefix: string, program: string): void {
  const file = path.join(prefix, BIN, program);
  renameSync(file, `${file}.real`);
  const libraries = ['usr/lib/postgresql/18/lib', MULTIARCH, `${MULTIARCH}/blas`, `${MULTIARCH}/lapack`];
  const quoted = (value: string): string => `'${value.replaceAll("'", `'\\''`)}'`;
  const loader = quoted(path.join(finalPrefix, MULTIARCH, 'ld-linux-x86-64.so.2'));
  const search = quoted(libraries.map((folder) => path.join(finalPrefix, folder)).join(':'));
  const real = quoted(path.join(finalPrefix, BIN, `${program}.real`));
  writeFileSync(file, `#!/bin/sh\nexec ${loader} --argv0 "$0" --library-path ${search} ${real} "$@"\n`);
  chmodSync(file, 0o755);
}
