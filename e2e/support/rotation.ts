import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { keyEnv, stepServiceKey, type ServiceName } from '@chowk/devstack';
import { spawnProcess, testClient, testDatabase, until } from '@chowk/testing';
import type { GatedLoad } from './gated-load.ts';
import type { House } from './house.ts';

/** What a roll-out gives to processes: the versions of all secrets, and the services' own key pairs. */
export interface KeySettings {
  secrets: string;
  ring: Parameters<typeof keyEnv>[0];
}

const SECRETS = ['OTP_SECRET', 'CURSOR_SECRET', 'REVEAL_SECRET', 'KEY_ENCRYPTION_SECRET'] as const;
/** Services whose key pairs are exchanged, and all that make or judge what hangs on the keys and secrets. */
const ROTATED = ['gateway', 'nfc-qr'] as const satisfies readonly ServiceName[];
const ROLLED = ['auth', 'nfc-qr', 'gateway', 'notify'] as const satisfies readonly ServiceName[];

export const secret = (version: number): string => `v${version}:${String(version).repeat(32)}`;
export const secretsEnv = (list: string) => Object.fromEntries(SECRETS.map((name) => [name, list]));

/** The pairs that a house was started with. */
export const ringOf = ({ stack }: House): KeySettings['ring'] =>
  Object.fromEntries(
    Object.entries(stack.environments).map(([service, env]) => [
      service,
      Buffer.from(env['SERVICE_PRIVATE_KEY']!, 'base64').toString(),
    ]),
  );

/**
 * Two rotations, each of which lets all replicas first understand what is new, then use it, then do without what
 * is old. The end of the first is the beginning of the second.
 */
export function twoRotations(ring: KeySettings['ring']): KeySettings[] {
  const both = (first: number, second: number): string => `${secret(first)},${secret(second)}`;
  const after = (before: KeySettings['ring'], step: Parameters<typeof stepServiceKey>[2]) =>
    ROTATED.reduce((changed, service) => stepServiceKey(changed, service, step), before);
  const published = after(ring, 'publish');
  const signing = after(published, 'sign');
  const publishedAgain = after(after(signing, 'withdraw'), 'publish');
  const signingAgain = after(publishedAgain, 'sign');
  return [
    { secrets: both(1, 2), ring: published },
    { secrets: both(2, 1), ring: signing },
    { secrets: both(2, 3), ring: publishedAgain },
    { secrets: both(3, 2), ring: signingAgain },
    { secrets: secret(3), ring: after(signingAgain, 'withdraw') },
  ];
}

const envOf = (service: ServiceName, { secrets, ring }: KeySettings) => ({
  ...keyEnv(ring, service),
  ...secretsEnv(secrets),
});

/** Gives settings to one replica of each service at a time, with time in between in which old and new ones serve. */
export async function roll(house: House, load: GatedLoad, settings: KeySettings): Promise<void> {
  const { replicas } = house.stack;
  for (const replica of [1, 2]) {
    const handles = ROLLED.flatMap((name) => replicas[name]).filter((one) => one.replica === replica);
    await load.paused(async () => {
      await Promise.all(handles.map((handle) => handle.restart(envOf(handle.name as ServiceName, settings))));
      await neighborsFound(replicas.gateway.map(({ url }) => url));
    });
    await sleep(1_000);
  }
}

let probes = 0;
/** gRPC clients come back to a neighbor that was away after a second or two: no key has to do with that. */
async function neighborsFound(gateways: readonly string[]): Promise<void> {
  let inRow = 0;
  await until(
    'codes are sent by all',
    async () => {
      probes += 1;
      const phone = `+9196${String(10_000_000 + probes)}`;
      const gateway = testClient(gateways[probes % gateways.length]!);
      const { status } = await gateway.post('/api/v1/auth/otp/request', { phone });
      inRow = status === 200 ? inRow + 1 : 0;
      return inRow === 6;
    },
    20_000,
  );
}

/** A step of the keys of access tokens. The waits between steps are judged elsewhere: each counts as over. */
export async function rotateTokenKeys(house: House, step: string, settings: KeySettings): Promise<void> {
  const database = await testDatabase();
  const rings = database.connection.useDb(`${house.prefix}_auth`).collection('key_rings');
  await rings.updateMany({}, { $set: { 'keys.$[].since': new Date(Date.now() - 24 * 3_600_000) } });
  await database.drop();
  const command = spawnProcess({
    main: join(import.meta.dirname, '../../services/auth/src/cli/rotate-keys.ts'),
    args: [step],
    env: { ...house.stack.environments.auth, ...envOf('auth', settings) },
  });
  const exit = await command.exit;
  if (exit !== 0) throw new Error(`rotate-keys ${step} ended with ${exit}: ${command.output()}`);
}

/** The `kid` of every key that verifies access tokens. */
export const publishedKids = async (gatewayUrl: string): Promise<string[]> =>
  (await testClient(gatewayUrl).get('/.well-known/jwks.json')).body.keys.map(
    ({ kid }: { kid: string }) => kid,
  );
