import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { debianMirrors } from './apt-sources.ts';
import { CommandError, runCommand } from './run-command.ts';

const PACKAGE = 'postgresql-18-documentdb';
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
/** Testing is what people run; sid has the package too, and keeps it while a transition throws it out of testing. */
const SUITES = ['testing', 'sid'] as const;

/** No mirror offered the package: the text says which were asked and what each said. */
class PackageUnavailableError extends Error {
  override readonly name = 'PackageUnavailableError';
}

/**
 * Downloads the package and everything below it into `folder` with an apt of our own: own lists, own empty
 * status file, own sources, so neither the machine's packages nor its apt state take part or change.
 * Returns the .deb files. Throws PackageUnavailableError. A killed download goes on where it was.
 */
export async function downloadPackages(
  folder: string,
  progress: (message: string) => void,
): Promise<string[]> {
  const config = await writeAptConfig(folder);
  const apt = (args: string[], onLine?: (line: string) => void): Promise<string> =>
    runCommand('apt-get', args, {
      env: { ...process.env, APT_CONFIG: config, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' },
      ...(onLine && { onLine }),
    });

  const failures: string[] = [];
  const mirrors = debianMirrors(readHostSources());
  for (const [suite, mirror] of SUITES.flatMap((name) => mirrors.map((uri) => [name, uri] as const))) {
    try {
      progress(`asking ${mirror} for the packages of Debian ${suite}`);
      writeFileSync(
        path.join(folder, 'sources.list'),
        `deb [signed-by=${KEYRING}] ${mirror} ${suite} main\n`,
      );
      await apt(['update', '--error-on=any']);
      // apt lists what it still has to fetch, so for the whole list it must not see what is there. And of what is
      // there only the list counts: an earlier attempt may have left other versions.
      const nothing = `Dir::Cache::archives=${path.join(folder, 'empty')}`;
      const files = fileNames(await apt(['install', '--yes', '--print-uris', '-o', nothing, PACKAGE]));
      let fetched = 0;
      await apt(['install', '--yes', '--download-only', PACKAGE], (line) => {
        if (!line.startsWith('Get:')) return;
        fetched += 1;
        if (fetched % 20 === 0) progress(`downloaded ${fetched} of ${files.length} packages`);
      });
      return files.map((name) => path.join(folder, 'cache/archives', name));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      failures.push(`${mirror} ${suite}: ${error.message}`);
    }
  }
  throw new PackageUnavailableError(`No Debian mirror offers ${PACKAGE}.\n${failures.join('\n')}`);
}

/** The names under which apt stores what `--print-uris` lists, in lines such as `'http://…' name.deb 123 SHA256:…`. */
function fileNames(printedUris: string): string[] {
  return [...printedUris.matchAll(/^'[^']+' (\S+\.deb) /gm)].map((line) => line[1] ?? '');
}

async function writeAptConfig(folder: string): Promise<string> {
  for (const name of ['state/lists/partial', 'cache/archives/partial', 'empty/partial']) {
    mkdirSync(path.join(folder, name), { recursive: true });
  }
  writeFileSync(path.join(folder, 'status'), '');
  const empty = path.join(folder, 'empty');
  const settings = {
    'Dir::State': path.join(folder, 'state'),
    'Dir::State::lists': path.join(folder, 'state/lists'),
    'Dir::State::status': path.join(folder, 'status'),
    'Dir::Cache': path.join(folder, 'cache'),
    'Dir::Etc::sourcelist': path.join(folder, 'sources.list'),
    'Dir::Etc::sourceparts': empty,
    'Dir::Etc::preferences': '/dev/null',
    'Dir::Etc::preferencesparts': empty,
    // The machine's own apt.conf holds hooks that would run for our downloads; what we want of it is in `inherited`.
    'Dir::Etc::main': '/dev/null',
    'Dir::Etc::parts': empty,
    'Dir::Log': folder,
    'APT::Install-Recommends': 'false',
    'APT::Architecture': 'amd64',
    'APT::Keep-Downloaded-Packages': 'true',
    'Acquire::Languages': 'none',
    'Acquire::Check-Valid-Until': 'false',
    'Acquire::Retries': '3',
  };
  const inherited = (await runCommand('apt-config', ['dump'])).split('\n').filter(isInheritedSetting);
  const own = Object.entries(settings).map(([name, value]) => `${name} "${value}";`);
  const file = path.join(folder, 'apt.conf');
  writeFileSync(file, [...inherited, ...own, ''].join('\n'));
  return file;
}

/** How the machine reaches its mirrors (proxies, certificates, time-outs), not what it asks them for. */
function isInheritedSetting(line: string): boolean {
  return (
    /^(Acquire::|Dir::Bin::methods)/.test(line) &&
    !/^Acquire::(IndexTargets|Languages|Check-Valid-Until)/.test(line)
  );
}

function readHostSources(): string[] {
  const parts = '/etc/apt/sources.list.d';
  const names = ['/etc/apt/sources.list'];
  try {
    names.push(...readdirSync(parts).map((name) => path.join(parts, name)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return names
    .filter((name) => /\.(list|sources)$/.test(name))
    .flatMap((name) => {
      try {
        return [readFileSync(name, 'utf8')];
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
        throw error;
      }
    });
}
