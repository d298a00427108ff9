import { storeAddresses, uniqueName, until } from '@chowk/testing';
import { Redis } from 'ioredis';
import { RevocationSubscriber } from '../src/revocation-subscriber.ts';
import { ended, NEVER_MS, openFixture, type Fixture } from './support/fixture.ts';
import { startLine, type Line } from './support/line.ts';

let fixture: Fixture;
let line: Line;
beforeEach(async () => {
  fixture = await openFixture();
  line = await startLine(storeAddresses().redisUrl);
});
afterEach(async () => {
  await fixture.stop();
  await line.stop();
});

const session = () => uniqueName('ses');

test('without Redis at its start a reader says that it knows nothing yet, and reads when Redis comes', async () => {
  const id = session();
  await fixture.writer().publish(ended(id));
  line.isOpen = false;
  const begun = performance.now();
  const reader = await fixture.reader({ url: line.url });
  expect(performance.now() - begun).toBeLessThan(10_000);
  await expect(reader.check()).rejects.toThrow('not been read yet');
  await expect(reader.revokedAmong([id])).rejects.toThrow();
  line.isOpen = true;
  // What is found is known at once; read is the list once all of it is.
  const isReady = () =>
    reader.check().then(
      () => true,
      () => false,
    );
  await until('the list has been read', isReady, 10_000);
  expect(reader.contains(id)).toBe(true);
});

test('what is revoked while Redis cannot be reached is known once it can, and what was known stays known', async () => {
  const [before, meanwhile, after] = [session(), session(), session()];
  const writer = fixture.writer();
  const reader = await fixture.reader({ url: line.url });
  await writer.publish(ended(before));
  await until('the first is known', () => reader.contains(before));
  line.isOpen = false;
  line.cut();
  await writer.publish(ended(meanwhile));
  // A mark of a writer of before, whose message is lost as well.
  const marked = session();
  await fixture.markOnly(marked);
  await expect(reader.revokedAmong([before])).rejects.toThrow();
  expect(reader.contains(before)).toBe(true);
  expect(reader.contains(meanwhile)).toBe(false);
  line.isOpen = true;
  await until('what was missed is known', () => reader.contains(meanwhile) && reader.contains(marked), 5_000);
  await writer.publish(ended(after));
  await until('the next is known', () => reader.contains(after), 2_000);
  await reader.check();
});

test('a Redis that restarts without its data is filled again, and nobody lets a session back in meanwhile', async () => {
  const ids = [session(), session()];
  const writer = fixture.writer();
  async function* all() {
    for (const id of ids) yield ended(id);
  }
  await writer.publishAll(all());
  const reader = await fixture.reader({ url: line.url });
  line.isOpen = false;
  line.cut();
  await fixture.empty();
  line.isOpen = true;
  await until('it answers again', () => reader.revokedAmong(ids), 5_000);
  expect(await reader.revokedAmong(ids)).toEqual(new Set(ids));
  expect(ids.every((id) => reader.contains(id))).toBe(true);
  await writer.publishAll(all());
  const late = await fixture.reader();
  expect(ids.every((id) => late.contains(id))).toBe(true);
  const [next] = [session()];
  await writer.publish(ended(next));
  await until('the next is known', () => reader.contains(next), 2_000);
});

test('a subscription that died silently costs two seconds at the most', async () => {
  const reader = await fixture.reader({ url: line.url });
  await untilSubscribed();
  line.freezeSubscribers();
  const id = session();
  await fixture.writer().publish(ended(id));
  await until('it is known', () => reader.contains(id), 2_000);
});

test('a subscription that died silently is found out and made anew', async () => {
  const heard: string[] = [];
  let subscribed = 0;
  const redis = new Redis(line.url, { lazyConnect: true, retryStrategy: () => 50 });
  const subscriber = new RevocationSubscriber({
    redis,
    prefix: fixture.prefix,
    logger: fixture.logger,
    onRevoked: (sessionId) => heard.push(sessionId),
    onSubscribed: () => (subscribed += 1),
    pingEveryMs: 100,
  });
  fixture.atStop(() => subscriber.stop());
  await until('it is subscribed', () => subscribed === 1);
  line.freezeSubscribers();
  const [lost, next] = [session(), session()];
  await fixture.writer().publish(ended(lost));
  await until('it is subscribed again', () => subscribed === 2, 15_000);
  await fixture.writer().publish(ended(next));
  await until('the next is heard', () => heard.includes(next));
  expect(heard).toEqual([next]);
});

test('while Redis is away the log says so once', async () => {
  const reader = await fixture.reader({ url: line.url, pollMs: 20 });
  // A first look may have come before the connection did, and have said so.
  const sofar = fixture.lines.length;
  line.isOpen = false;
  line.cut();
  const told = (words: string) => fixture.lines.slice(sofar).filter((text) => text.includes(words)).length;
  await until('it is told', () => told('cannot be read') === 1);
  await until('many looks were in vain', () => line.connections() > 20);
  expect(told('cannot be read')).toBe(1);
  line.isOpen = true;
  await until('its end is told', () => told('can be read again') === 1);
  await reader.check();
});

test('a reader stops at once, whatever Redis does', async () => {
  const reader = await fixture.reader({ url: line.url, pollMs: NEVER_MS });
  line.isOpen = false;
  line.cut();
  const begun = performance.now();
  await reader.stop();
  expect(performance.now() - begun).toBeLessThan(2_000);
});

const untilSubscribed = () =>
  until('it is subscribed', async () => {
    const channel = `${fixture.prefix}revocations`;
    return ((await fixture.redis.pubsub('NUMSUB', channel)) as [string, number])[1] === 1;
  });
