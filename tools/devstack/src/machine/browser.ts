import { existsSync } from 'node:fs';
import { DevstackError, messageOf } from '../errors.ts';
import { aptInstall, canAptInstall } from './debian.ts';
import { findExecutable } from './executables.ts';

/** Debian's Chromium without a window: all that tests of pages need. */
const DEBIAN_PACKAGE = 'chromium-headless-shell';
const PROGRAMS = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'chrome'];

/**
 * Path of a Chromium for tests of pages: CHROMIUM_PATH, a program on PATH, or, on Debian as root, Debian's
 * package.
 * @throws DevstackError BROWSER_UNAVAILABLE with what to do
 */
export async function findChromium(progress: (line: string) => void): Promise<string> {
  const given = process.env['CHROMIUM_PATH'];
  if (given) {
    if (existsSync(given)) return given;
    throw new DevstackError('BROWSER_UNAVAILABLE', `CHROMIUM_PATH is ${given}, and nothing is there`);
  }
  const onPath = firstProgram();
  if (onPath) return onPath;
  if (canAptInstall()) {
    try {
      await aptInstall([DEBIAN_PACKAGE], progress);
    } catch (error) {
      throw new DevstackError('BROWSER_UNAVAILABLE', `Chromium: ${messageOf(error)}`, { cause: error });
    }
    const installed = firstProgram();
    if (installed) return installed;
  }
  throw new DevstackError(
    'BROWSER_UNAVAILABLE',
    'Tests of pages need a Chromium: put one on PATH, or its path into CHROMIUM_PATH.',
  );
}

const firstProgram = (): string | undefined => PROGRAMS.map((name) => findExecutable(name)).find(Boolean);
