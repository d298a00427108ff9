// npm run service-keys -- <file> init | env <service> | publish <service> | sign <service> | withdraw <service>
// The key pairs by which services know one another, in a file that is a secret: makes them, replaces one without
// refusing anybody (packages/runtime/README.md says how), and prints the settings.
import {
  keyEnv,
  readKeyRing,
  SERVICE_KEY_STEPS,
  SERVICES,
  serviceKeys,
  stepServiceKey,
  writeKeyRing,
} from '@chowk/devstack';

const USAGE = `usage: service-keys.ts <file> init | env <service> | ${SERVICE_KEY_STEPS.join(' | ')} <service>`;

/** What has to be done with the settings before the next step. */
const THEN = {
  publish: 'give all services the new SERVICE_KEYS, and when all of their processes have it: sign',
  sign: 'give the service its new SERVICE_PRIVATE_KEY; a minute and a half after its last process has it: withdraw',
  withdraw: 'give all services the new SERVICE_KEYS, and the service its new SERVICE_PRIVATE_KEY',
};

function run([file, verb, service, ...rest]: string[]): string | undefined {
  if (file === undefined || rest.length > 0) return undefined;
  if (verb === 'init' && service === undefined)
    return `keys of ${Object.keys(serviceKeys(SERVICES, file)).join(', ')}`;
  if (service === undefined) return undefined;
  const ring = readKeyRing(file);
  if (verb === 'env')
    return Object.entries(keyEnv(ring, service))
      .map(([name, value]) => `${name}=${value}`)
      .join('\n');
  const step = SERVICE_KEY_STEPS.find((known) => known === verb);
  if (!step) return undefined;
  writeKeyRing(file, stepServiceKey(ring, service, step));
  return `done; now ${THEN[step]}`;
}

try {
  const answer = run(process.argv.slice(2));
  process.stdout.write(`${answer ?? USAGE}\n`);
  if (answer === undefined) process.exitCode = 64; // EX_USAGE of sysexits.h
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
