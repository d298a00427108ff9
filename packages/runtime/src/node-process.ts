import path from 'node:path';

/**
 * V8's flags of every service's process; NODE_OPTIONS takes them too. A young generation of three times 2 MB
 * and not of 16: loading a service would leave it grown to 48 MB, which nothing takes back.
 */
export const NODE_FLAGS: readonly string[] = ['--max-semi-space-size=2'];

/**
 * Variables that go with them. Compiled code, and TypeScript that was stripped of its types, come from the cache:
 * half of the processor time of a start, and the stripper is not loaded (https://nodejs.org/api/module.html#module-compile-cache).
 * Nothing ever removes an entry of it but who installs anew.
 */
export const NODE_ENVIRONMENT: Readonly<Record<string, string>> = {
  NODE_COMPILE_CACHE: path.resolve(import.meta.dirname, '../../../node_modules/.cache/chowk/compiled'),
  // glibc gives each thread a pool of its own otherwise, and gives back little of any.
  MALLOC_ARENA_MAX: '2',
};
