import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { signingKeyEntry, createRevocationWriter } from '@chowk/revocations';
import { shiftedClock, spawnService, storeAddresses, until, type SpawnedService } from '@chowk/testing';
import { Redis } from 'ioredis';
import { balanceChange, say } from './facts.ts';
import { newPerson, startNotify, type NotifyFixture } from './fixture.ts';
import { connectClient, type StreamClient } from './stream-client.ts';

const main = join(import.meta.dirname, '../src/main.ts');
const clients: StreamClient[] = [];
const started: SpawnedService[] = [];

let fixture: NotifyFixture;
beforeAll(async () => {
  fixture = await startNotify();
});
afterEach(async () => {
  clients.splice(0).forEach((client) => client.close());
  await Promise.all(started.splice(0).map((service) => service.stop()));
});
afterAll(() => fixture.stop());

async function startShifted(skewMs: number, stepMs = 0): Promise<SpawnedService> {
  const env = { ...fixture.env({ SOCKET_WINDOW: '4' }), ...shiftedClock(skewMs, stepMs) };
  const service = await spawnService({ main, env });
  started.push(service);
  return service;
}
/** A client that acknowledges nothing, with a token of this life. */
async function follow(url: string, lifeS: number) {
  const person = newPerson();
  const auth = () => ({ token: fixture.token(person, { lifeS }) });
  const client = connectClient({ url, keys: fixture.keys, acknowledge: false, auth });
  clients.push(client);
  await until('the stream is open', () => client.lastSeq !== undefined);
  return { person, client };
}

test.each([25_000, -25_000])(
  'somebody sets the clock by %d ms: no socket is cut, with events under way and a token that is about to end',
  async (stepMs) => {
    const notify = await startShifted(0, stepMs);
    const { person, client } = await follow(notify.url, 20);
    await say(fixture.bus, 'balanceChanged', balanceChange(person.userId, 'hold', 1));
    await until('the event is under way', () => client.events.length === 1);

    notify.child.kill('SIGUSR2');
    // Several sweeps.
    await sleep(1_000);
    expect(client.disconnects).toEqual([]);
    await say(fixture.bus, 'balanceChanged', balanceChange(person.userId, 'hold', 2));
    await until('the stream goes on', () => client.seqs().join() === '1,2');
  },
);

test.each([60_000, -60_000])(
  'where the clock is off by %d ms a token is good for as long as it says: neither refused nor let live on',
  async (skewMs) => {
    const notify = await startShifted(skewMs);
    const { client } = await follow(notify.url, 10);
    await sleep(1_500);
    expect(client.disconnects).toEqual([]);
    await until('its time is over', () => client.others.some(({ name }) => name === 'token_expired'), 14_000);
  },
);

test('sockets whose token a withdrawn key has signed are ended, and not let in again', async () => {
  const notify = await startShifted(0);
  const { client } = await follow(notify.url, 900);
  const redis = new Redis(storeAddresses().redisUrl);
  try {
    const prefix = fixture.env()['REDIS_PREFIX']!;
    const writer = createRevocationWriter({ redis, prefix, tokenLifetimeMs: 3_600_000 });
    await writer.publish({ sessionId: signingKeyEntry('k1'), userId: '', revokedAt: new Date() });
    await until(
      'the socket is ended',
      () => client.others.some(({ name }) => name === 'session_revoked'),
      3_000,
    );
    const again = connectClient({
      url: notify.url,
      keys: fixture.keys,
      auth: () => ({ token: fixture.token(newPerson()) }),
    });
    clients.push(again);
    expect((await until('it is refused', () => again.connectError)).data?.code).toBe('UNAUTHORIZED');
  } finally {
    redis.disconnect();
  }
});
