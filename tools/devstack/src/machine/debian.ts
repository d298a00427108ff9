import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { findExecutable } from './executables.ts';
import { isRoot } from './users.ts';

/** True where packages can be installed without asking: Debian or a relative, as root. */
export function canAptInstall(): boolean {
  return isRoot() && findExecutable('apt-get') !== undefined && isDebianLike();
}

function isDebianLike(): boolean {
  try {
    return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

// Debian starts a server as soon as it is installed. policy-rc.d is Debian's own way to say no; where the
// machine has none, ours exists during the installation only. What systemd would start at the next boot is
// disabled, because these servers were installed for this devstack alone.
const INSTALL = `
set -u
policy=/usr/sbin/policy-rc.d
mine=no
if [ ! -e "$policy" ]; then
  mine=yes
  printf '#!/bin/sh\\n# made by the Chowk devstack for the time of one installation\\nexit 101\\n' > "$policy"
  chmod 755 "$policy"
fi
dpkg --configure -a
apt-get -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 install -y --no-install-recommends "$@"
code=$?
[ "$mine" = yes ] && rm -f "$policy"
if [ "$code" = 0 ] && [ -d /run/systemd/system ]; then
  for package in "$@"; do systemctl disable --now "$package" || true; done
  systemctl disable --now epmd.socket epmd.service 2>/dev/null || true
fi
exit $code
`;

let queue: Promise<unknown> = Promise.resolve();
let listsAreFresh = false;

/**
 * Installs Debian packages, one installation after the other, and leaves none of their services running.
 * Each line that tells of a step goes to `progress`.
 */
export function aptInstall(packages: string[], progress: (line: string) => void): Promise<void> {
  const next = queue.then(async () => {
    if (!listsAreFresh && !existsSync(`/var/lib/dpkg/info/${packages[0]}.list`)) {
      progress('apt-get update');
      await runShown('apt-get', ['-o', 'DPkg::Lock::Timeout=300', 'update'], progress);
      listsAreFresh = true;
    }
    progress(`apt-get install ${packages.join(' ')}`);
    await runShown('/bin/sh', ['-c', INSTALL, 'install', ...packages], progress);
  });
  queue = next.catch(() => undefined); // one that failed must not keep the next from trying
  return next;
}

/**
 * Not tied to our life on purpose: dpkg that is killed half-way leaves the machine broken. Interrupted, we go
 * and it finishes; the next start waits for its lock.
 */
function runShown(command: string, args: string[], progress: (line: string) => void): Promise<void> {
  const child = spawn(command, args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' },
  });
  const tail: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      tail.push(line);
      if (tail.length > 15) tail.shift();
      const step = /^(Get:\d+ \S+|Fetched|Unpacking \S+|Setting up \S+|[WE]: .*)/.exec(line)?.[0];
      if (step) progress(step);
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${command} ${args.at(-1)} failed (exit code ${code}):\n${tail.join('\n')}`));
    });
  });
}
