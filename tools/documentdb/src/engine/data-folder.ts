import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** PostgreSQL refuses to run as root, so root hands it to this user, which every Debian machine has. */
const UNPRIVILEGED_USER = 'nobody';
const ROOT_DATA = '/var/lib/chowk';
const LOCATION_FILE = 'location';
/** Beside root's data: the `dataDir` that they belong to, so that they can be told from those of nobody. */
const OWNER_FILE = 'belongs-to';

export type DatabaseUser = { uid: number; gid: number };

export type DataFolder = {
  /** Where the data really is: `dataDir` itself, or as root a folder of its own that the database's user can reach. */
  folder: string;
  /** Set when we are root and the database has to run as somebody else. */
  user?: DatabaseUser;
};

/**
 * Says where the data of `dataDir` is. A checkout often lies below a folder that only root may enter, where the
 * database's user could not follow: as root the data is kept in /var/lib/chowk, and a file in `dataDir` names it.
 */
export function locateDataFolder(dataDir: string): DataFolder {
  const named = path.resolve(dataDir);
  mkdirSync(named, { recursive: true });
  if (process.getuid?.() !== 0) return { folder: named };
  const hash = createHash('sha256').update(named).digest('hex').slice(0, 16);
  const folder = path.join(ROOT_DATA, hash, 'documentdb');
  for (const parent of [ROOT_DATA, path.dirname(folder)]) {
    mkdirSync(parent, { recursive: true });
    // The umask of root may be 077, and the database's user has to pass through.
    chmodSync(parent, 0o755);
  }
  return { folder, user: findUser(UNPRIVILEGED_USER) };
}

/**
 * Makes the folder, for its user alone. When the file that names it is gone (somebody removed `.data`), the old
 * data goes too. To be called by the folder's one user, under its lock.
 */
export function prepareDataFolder(dataDir: string, { folder, user }: DataFolder): void {
  if (!user) return chmodSync(folder, 0o700);
  const location = path.join(path.resolve(dataDir), LOCATION_FILE);
  if (!existsSync(location) || readFileSync(location, 'utf8').trim() !== folder) {
    rmSync(folder, { recursive: true, force: true });
    writeFileSync(location, `${folder}\n`);
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(path.dirname(folder), OWNER_FILE), `${path.resolve(dataDir)}\n`);
  chmodSync(folder, 0o700);
  chownSync(folder, user.uid, user.gid);
}

/** Removes the data, for those who asked for a database that leaves nothing behind. */
export function removeDataFolder(dataDir: string, data: DataFolder): void {
  rmSync(data.user ? path.dirname(data.folder) : data.folder, { recursive: true, force: true });
  rmSync(path.join(path.resolve(dataDir), LOCATION_FILE), { force: true });
}

/** Throws when a user that is not root could not reach a file, naming the folder that is in the way. */
export function assertReachableByOthers(file: string): void {
  for (let folder = path.dirname(file); folder !== '/'; folder = path.dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) {
      throw new Error(
        `${folder} is closed to the user "${UNPRIVILEGED_USER}", as whom the database has to run: set CHOWK_CACHE_DIR to a folder that everybody may enter`,
      );
    }
  }
}

function findUser(name: string): DatabaseUser {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [login, , uid, gid] = line.split(':');
    if (login === name) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(`There is no user "${name}" on this machine, as whom the database could run`);
}
