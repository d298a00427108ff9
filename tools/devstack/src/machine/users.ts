import { readFileSync } from 'node:fs';

export const isRoot = (): boolean => process.getuid?.() === 0;

/** The ids of a system user from /etc/passwd, or undefined when there is none of this name. */
export function findUser(name: string): { uid: number; gid: number } | undefined {
  let passwd: string;
  try {
    passwd = readFileSync('/etc/passwd', 'utf8');
  } catch {
    return undefined; // not a Unix with this file
  }
  const line = passwd.split('\n').find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}
