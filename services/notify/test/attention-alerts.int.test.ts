import { newId } from '@chowk/runtime/ids';
import { until, type InProcessService } from '@chowk/testing';
import { say } from './facts.ts';
import { newPerson, startNotify, type NotifyFixture } from './fixture.ts';
import { connectClient, type StreamClient } from './stream-client.ts';

const PAUSE_MS = 1_500;

let fixture: NotifyFixture;
let replicas: InProcessService[];
const clients: StreamClient[] = [];

beforeAll(async () => {
  fixture = await startNotify();
  const env = { ATTENTION_ALERT_PAUSE_MS: String(PAUSE_MS) };
  replicas = [await fixture.replica(env), await fixture.replica(env)];
}, 60_000);
afterEach(() => clients.splice(0).forEach((client) => client.close()));
afterAll(async () => fixture.stop(), 60_000);

async function connected(roles: Parameters<typeof newPerson>[0], replica = 0): Promise<StreamClient> {
  const person = newPerson(roles);
  const auth = () => ({ token: fixture.token(person) });
  const client = connectClient({ url: replicas[replica]!.url, keys: fixture.keys, auth });
  clients.push(client);
  await until('the stream is open', () => client.others.some(({ name }) => name === 'stream_opened'));
  return client;
}

interface Alert {
  service: string;
  about: string;
  count: number;
  id: string;
}
const alertsOf = (client: StreamClient, kind: string): Alert[] =>
  client.others
    .filter(({ name, payload }) => name === 'admin_alert' && payload.about === kind)
    .map(({ payload }) => payload as Alert);

const raised = (kind: string, n: number, service = 'orders') => ({
  service,
  kind,
  id: `${kind}:${String(n).padStart(3, '0')}`,
  title: `Number ${n} is stuck.`,
  since: new Date(1_800_000_000_000 + n).toISOString(),
});

test('stuck work reaches every admin once and nobody else, whichever replica they are at', async () => {
  const admins = [await connected(['admin']), await connected(['owner'], 1)];
  const user = await connected(['user']);
  const fact = raised('process', 1);
  const id = newId('evt');
  await say(fixture.bus, 'attentionRaised', fact, { id });
  await say(fixture.bus, 'attentionRaised', fact, { id });
  // Behind it, so that a second alert about it would be there by then.
  await say(fixture.bus, 'attentionRaised', raised('job', 2));
  await until('both admins see both', () =>
    admins.every((admin) => alertsOf(admin, 'process').length > 0 && alertsOf(admin, 'job').length > 0),
  );
  const { kind, ...told } = fact;
  for (const admin of admins)
    expect(alertsOf(admin, 'process')).toEqual([{ kind: 'needs_attention', about: kind, count: 1, ...told }]);
  expect(user.others.filter(({ name }) => name === 'admin_alert')).toEqual([]);
});

test('many at once are told as one in a pause, each in one alert, and other kinds do not wait for them', async () => {
  const admin = await connected(['admin']);
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: 40 }, (_, n) => say(fixture.bus, 'attentionRaised', raised('dead-letter', n))),
  );
  await say(fixture.bus, 'attentionRaised', raised('money', 1, 'wallet'));
  await until('the other kind is told', () => alertsOf(admin, 'money').length === 1);
  const told = () => alertsOf(admin, 'dead-letter').reduce((sum, { count }) => sum + count, 0);
  await until('all are told', () => told() >= 40, 20_000);
  const pauses = Math.ceil((performance.now() - startedAt) / PAUSE_MS);
  expect(told()).toBe(40);
  expect(alertsOf(admin, 'dead-letter').length).toBeLessThanOrEqual(1 + pauses);
  expect(alertsOf(admin, 'money')).toMatchObject([{ service: 'wallet', count: 1, id: 'money:001' }]);
  expect(await fixture.connection.collection('attention_alerts').countDocuments()).toBe(0);
});

test('what a replica heard of and did not tell is told by another', async () => {
  const admin = await connected(['admin'], 1);
  // As left by a process that died between its commit and the alert.
  const { id, since, ...rest } = raised('saga', 7);
  const row = { _id: newId('evt'), itemId: id, since: new Date(since), ...rest };
  await fixture.connection.collection<typeof row>('attention_alerts').insertOne(row);
  await until('it is told', () => alertsOf(admin, 'saga').length > 0);
  expect(alertsOf(admin, 'saga')).toMatchObject([{ id, count: 1 }]);
});
