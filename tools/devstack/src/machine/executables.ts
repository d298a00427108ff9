import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

// Debian keeps servers in sbin, which is not on an ordinary user's PATH; Homebrew's folders are missing from
// the PATH of programs that were not started from a login shell.
const SERVER_FOLDERS = [
  '/usr/sbin',
  '/usr/local/sbin',
  '/usr/local/bin',
  '/opt/homebrew/bin',
  '/opt/homebrew/sbin',
];

/** The absolute path of a program on PATH or in one of the usual server folders, or undefined. */
export function findExecutable(name: string, searchPath = process.env['PATH'] ?? ''): string | undefined {
  const folders = [...searchPath.split(path.delimiter).filter(Boolean), ...SERVER_FOLDERS];
  return folders.map((folder) => path.join(folder, name)).find(isExecutableFile);
}

export function isExecutableFile(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
