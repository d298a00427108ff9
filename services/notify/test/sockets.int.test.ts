import { connect } from 'node:net';
import { testClient, until, type InProcessService } from '@chowk/testing';
import { balanceChange, orderChange, say } from './facts.ts';
import { newPerson, startNotify, type NotifyFixture, type Person } from './fixture.ts';
import { connectClient, type StreamClient } from './stream-client.ts';

let fixture: NotifyFixture;
let one: InProcessService;
let two: InProcessService;
const clients: StreamClient[] = [];

beforeAll(async () => {
  fixture = await startNotify();
  const env = { STREAM_CHECK_MS: '60000', SOCKET_ACK_TIMEOUT_MS: '1000', SOCKET_WINDOW: '8' };
  one = await fixture.replica(env);
  two = await fixture.replica(env);
}, 60_000);

afterEach(() => clients.splice(0).forEach((client) => client.close()));
afterAll(async () => fixture.stop(), 60_000);

function open(options: Partial<Parameters<typeof connectClient>[0]> & { person?: Person }) {
  const { person = newPerson(), ...rest } = options;
  const client = connectClient({
    url: one.url,
    keys: fixture.keys,
    auth: () => ({ token: fixture.token(person) }),
    ...rest,
  });
  clients.push(client);
  return client;
}

const opened = (client: StreamClient) =>
  until('the stream is open', () => client.others.some(({ name }) => name === 'stream_opened'));

const refused = async (client: StreamClient) => {
  const error = await until('the client is refused', () => client.connectError);
  expect(client.socket.connected).toBe(false);
  return error;
};

describe('who may connect', () => {
  test.each(['websocket', 'polling'] as const)(
    'with a token, through the gateway, by %s',
    async (transport) => {
      const client = open({ transport });
      await opened(client);
      expect(client.connectError).toBeUndefined();
    },
  );

  test.each([
    ['no identity', () => ({})],
    ['a bare user id', () => ({ 'x-user-id': 'usr_1' })],
    [
      'the identity of another service',
      () => ({ 'x-internal-identity': fixture.keys.signer('orders').sign('notify') }),
    ],
    ['an identity for another service', () => fixture.keys.headers('orders')],
    ['a made-up identity', () => ({ 'x-internal-identity': 'a.b.c' })],
  ])('a direct call with %s is answered 401, polling and upgrade alike', async (_what, headers) => {
    const polling = await testClient(one.url, headers()).get('/socket.io/?EIO=4&transport=polling');
    expect([polling.status, polling.body.code]).toEqual([401, 'UNAUTHORIZED']);
    expect(await upgrade(headers())).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\n/);
  });

  test.each<[string, () => object]>([
    ['no token', () => ({})],
    ['a token that is no text', () => ({ token: { $gt: '' } })],
    ['a negative place', () => ({ token: fixture.token(newPerson()), lastSeq: -1 })],
    ['a place that is no whole number', () => ({ token: fixture.token(newPerson()), lastSeq: 1.5 })],
    ['an operator for a place', () => ({ token: fixture.token(newPerson()), lastSeq: { $gt: 0 } })],
    ['a huge place', () => ({ token: fixture.token(newPerson()), lastSeq: 1e300 })],
    [
      'the id of somebody else beside the token',
      () => ({ token: fixture.token(newPerson()), userId: 'usr_1' }),
    ],
  ])('%s is refused with the path of the field', async (_what, auth) => {
    const error = await refused(open({ auth }));
    expect(error.data).toMatchObject({
      code: 'VALIDATION_FAILED',
      details: [{ path: expect.stringMatching(/^auth/), message: expect.any(String) }],
    });
  });

  test.each<[string, () => object]>([
    ['a stranger signed', () => ({ token: fixture.token(newPerson(), { signedBy: 'stranger' }) })],
    ['expired', () => ({ token: fixture.token(newPerson(), { lifeS: -60 }) })],
    ['is for somebody else', () => ({ token: fixture.token(newPerson(), { audience: 'other' }) })],
    ['is none', () => ({ token: 'token' })],
  ])('a token that %s is refused', async (_what, auth) => {
    expect((await refused(open({ auth }))).data).toEqual({ code: 'UNAUTHORIZED' });
  });

  test('the token of a revoked session is refused', async () => {
    const person = newPerson();
    await fixture.revoke(person, 'list');
    expect((await refused(open({ person }))).data).toEqual({ code: 'UNAUTHORIZED' });
  });

  test('many sockets ask auth for its keys once', async () => {
    const before = fixture.jwksCalls();
    await Promise.all(Array.from({ length: 20 }, () => opened(open({}))));
    expect(fixture.jwksCalls()).toBe(before);
  });
});

describe('how long', () => {
  test.each(['message', 'list'] as const)(
    'a revoked session is out within two seconds, by the %s',
    async (way) => {
      const person = newPerson();
      const other = open({ url: two.url });
      const client = open({ person, url: two.url });
      await Promise.all([opened(client), opened(other)]);
      const start = Date.now();
      await fixture.revoke(person, way);
      await until('the socket is closed', () => client.disconnects.length > 0, 2_000);
      expect(Date.now() - start).toBeLessThan(2_000);
      expect(client.disconnects).toEqual(['io server disconnect']);
      expect(client.others.map(({ name }) => name)).toContain('session_revoked');
      expect(other.socket.connected).toBe(true);
    },
  );

  test('an expired token ends the socket, unless a fresh one came in time', async () => {
    const careless = newPerson();
    const careful = newPerson();
    const left = open({ person: careless, auth: () => ({ token: fixture.token(careless, { lifeS: 2 }) }) });
    const stays = open({ person: careful, auth: () => ({ token: fixture.token(careful, { lifeS: 2 }) }) });
    await Promise.all([opened(left), opened(stays)]);
    const answer = await stays.socket.emitWithAck('authenticate', { token: fixture.token(careful) });
    expect(answer).toEqual({ ok: true, expiresAt: expect.any(String) });
    await until('the careless one is out', () => left.disconnects.length > 0, 4_000);
    expect(left.others.map(({ name }) => name)).toContain('token_expired');
    expect(stays.socket.connected).toBe(true);
  });

  test.each<[string, (person: Person) => unknown, string]>([
    ["somebody else's token", () => ({ token: fixture.token(newPerson()) }), 'UNAUTHORIZED'],
    [
      "another session's token",
      (person) => ({ token: fixture.token({ ...person, sessionId: 'ses_other' }) }),
      'UNAUTHORIZED',
    ],
    ['nothing', () => undefined, 'VALIDATION_FAILED'],
    ['an operator', () => ({ token: { $ne: null } }), 'VALIDATION_FAILED'],
  ])('%s renews nothing, and the socket stays whose it was', async (_what, message, code) => {
    const person = newPerson();
    const client = open({ person });
    await opened(client);
    expect(await client.socket.emitWithAck('authenticate', message(person))).toEqual({ ok: false, code });
    await say(fixture.bus, 'balanceChanged', balanceChange(person.userId, 'hold', 1));
    await until('their own event arrives', () => client.events.length === 1);
  });
});

describe('who hears what', () => {
  test('a signal crosses to the replica that has the socket', async () => {
    // The periodic check is a minute away here: only the signal can be it, whichever replica had the fact.
    const person = newPerson();
    const sockets = [open({ person, url: one.url }), open({ person, url: two.url })];
    await Promise.all(sockets.map(opened));
    for (let n = 1; n <= 6; n++)
      await say(fixture.bus, 'balanceChanged', balanceChange(person.userId, 'hold', n));
    await until('both have all', () => sockets.every(({ events }) => events.length === 6), 5_000);
  });

  test('nobody gets into another person’s room, whatever they send', async () => {
    const victim = newPerson();
    const thief = open({});
    const own = open({ person: victim });
    await Promise.all([opened(thief), opened(own)]);
    for (const attempt of ['join', 'subscribe', 'join_room', 'stream_grown', 'connection']) {
      thief.socket.emit(attempt, `user:${victim.userId}`);
      thief.socket.emit(attempt, { room: `user:${victim.userId}`, userId: victim.userId });
    }
    await say(fixture.bus, 'orderStatusChanged', orderChange(victim.userId, 'shipped', 2));
    await until('the victim hears it', () => own.events.length === 2);
    expect(thief.events).toEqual([]);
    expect(thief.socket.connected).toBe(true);
  });

  test('alerts go to admins on every replica and to nobody else, once each', async () => {
    const admins = [
      open({ person: newPerson(['user', 'admin']) }),
      open({ person: newPerson(['owner']), url: two.url }),
    ];
    const user = open({});
    await Promise.all([...admins, user].map(opened));
    const low = { sku: 'SKU-1', productId: 'prd_1', storeId: 'str_1', available: 2, threshold: 5 };
    await say(fixture.bus, 'stockLow', low, { id: 'evt_low' });
    await say(fixture.bus, 'stockLow', low, { id: 'evt_low' });
    await say(fixture.bus, 'stockLow', { ...low, sku: 'SKU-2' }, { id: 'evt_low_2' });
    const alerts = (client: StreamClient) => client.others.filter(({ name }) => name === 'admin_alert');
    await until('both admins see the last', () =>
      admins.every((admin) => alerts(admin).some(({ payload }) => payload.sku === 'SKU-2')),
    );
    for (const admin of admins) {
      expect(alerts(admin).map(({ payload }) => [payload.kind, payload.sku])).toEqual([
        ['stock_low', 'SKU-1'],
        ['stock_low', 'SKU-2'],
      ]);
    }
    expect(alerts(user)).toEqual([]);
  });
});

test('a client that does not acknowledge is cut off after its window, and resumes without a loss', async () => {
  const person = newPerson();
  const slow = open({ person, acknowledge: false });
  const quick = open({ person });
  await Promise.all([opened(slow), opened(quick)]);
  for (let n = 1; n <= 30; n++)
    await say(fixture.bus, 'balanceChanged', balanceChange(person.userId, 'hold', n));
  await until('the slow one is cut off', () => slow.disconnects.length > 0, 5_000);
  expect(slow.seqs()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(slow.others.at(-1)).toEqual({ name: 'slow_consumer', payload: { lastSeq: 0 } });
  await until('the quick one has all', () => quick.events.length === 30);
  const again = open({ person, url: two.url, lastSeq: 0 });
  await until('the slow one has all', () => again.events.length === 30);
  expect(again.seqs()).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
});

test('a message beyond the limit ends that socket and nothing else', async () => {
  const rude = open({});
  const other = open({});
  await Promise.all([opened(rude), opened(other)]);
  rude.socket.io.reconnection(false);
  rude.socket.emit('authenticate', { token: 'x'.repeat(100_000) });
  await until('the rude one is out', () => rude.disconnects.length > 0);
  expect(other.socket.connected).toBe(true);
});

/** The first bytes of the answer to a WebSocket upgrade. */
function upgrade(headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port, host } = new URL(one.url);
    const line = connect(Number(port), hostname);
    line.setEncoding('utf8');
    line.once('data', (text: string) => {
      resolve(text);
      line.destroy();
    });
    line.once('error', reject);
    const lines = {
      host,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    };
    const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
    line.write(`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n${head.join('')}\r\n`);
  });
}

test.each(['websocket', 'polling'] as const)(
  'a replica that shutdown lets go of its %s clients at once, and they come back',
  async (transport) => {
    const leaving = await fixture.replica();
    const client = open({ url: leaving.url, transport });
    await opened(client);
    const start = Date.now();
    await leaving.stop();
    expect(Date.now() - start).toBeLessThan(3_000);
    await until('the client knows', () => client.disconnects.length > 0);
    // "io server disconnect" would keep the client library from reconnecting.
    expect(client.disconnects[0]).toMatch(/^transport (close|error)$/);
    expect(client.socket.active).toBe(true);
  },
  20_000,
);

test('a poll under way on a kept-alive connection does not hold up a replica that stops', async () => {
  const leaving = await fixture.replica();
  const poll = (query = '') =>
    fetch(`${leaving.url}/socket.io/?EIO=4&transport=polling${query}`, {
      headers: fixture.keys.headers('notify'),
    }).then((response) => response.text());
  const { sid } = JSON.parse((await poll()).slice(1)) as { sid: string };
  const waiting = poll(`&sid=${sid}`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const start = Date.now();
  await leaving.stop();
  expect(Date.now() - start).toBeLessThan(3_000);
  await waiting;
}, 20_000);
