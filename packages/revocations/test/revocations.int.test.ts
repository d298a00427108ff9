import { setTimeout as sleep } from 'node:timers/promises';
import { uniqueName, until } from '@chowk/testing';
import { ended, NEVER_MS, openFixture, type Fixture } from './support/fixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await openFixture();
});
afterEach(() => fixture.stop());

const session = () => uniqueName('ses');

describe('a revocation that is published', () => {
  test('is heard at once by every reader, and by each listener once', async () => {
    const readers = await Promise.all([1, 2].map(() => fixture.reader({ pollMs: NEVER_MS })));
    const heard: string[] = [];
    readers[0]!.listen((sessionId) => heard.push(sessionId));
    const writer = fixture.writer();
    const id = session();
    // Each reader subscribes in its own time; until then a message is lost on it.
    await until('both are subscribed', async () => {
      const [, count] = (await fixture.redis.pubsub('NUMSUB', `${fixture.prefix}revocations`)) as [
        string,
        number,
      ];
      return count === 2;
    });
    const begun = performance.now();
    await writer.publish(ended(id));
    await until('both know', () => readers.every((reader) => reader.contains(id)));
    expect(performance.now() - begun).toBeLessThan(1_000);
    await writer.publish(ended(id));
    expect(await readers[0]!.revokedAmong([id])).toEqual(new Set([id]));
    expect(heard).toEqual([id]);
    expect(readers[1]!.contains(session())).toBe(false);
  });

  test('is known to a reader that starts afterwards, before it answers anybody', async () => {
    const ids = Array.from({ length: 5 }, session);
    const writer = fixture.writer();
    for (const id of ids) await writer.publish(ended(id));
    const reader = await fixture.reader({ pollMs: NEVER_MS });
    await reader.check();
    expect(ids.every((id) => reader.contains(id))).toBe(true);
    const heard: string[] = [];
    reader.listen((sessionId) => heard.push(sessionId));
    expect(heard.sort()).toEqual([...ids].sort());
  });

  test('is found within two seconds when its message is lost', async () => {
    const reader = await fixture.reader();
    const id = session();
    await fixture.addUnheard(id);
    await until('it is found', () => reader.contains(id), 2_000);
  });

  test('is read among others, from the list and from memory', async () => {
    const reader = await fixture.reader({ pollMs: NEVER_MS });
    const revoked = Array.from({ length: 1_500 }, session);
    const others = Array.from({ length: 1_500 }, session);
    const writer = fixture.writer();
    await Promise.all(revoked.map((id) => writer.publish(ended(id))));
    const asked = revoked.flatMap((id, n) => [id, others[n]!]);
    expect(await reader.revokedAmong(asked)).toEqual(new Set(revoked));
    await fixture.empty();
    expect(await reader.revokedAmong(asked)).toEqual(new Set(revoked));
    expect(await reader.revokedAmong([])).toEqual(new Set());
  });

  test('tells subscribers once, and again only when Redis has forgotten it', async () => {
    const messages = await subscribed();
    const writer = fixture.writer();
    const id = session();
    for (let times = 0; times < 3; times += 1) await writer.publish(ended(id));
    await fixture.redis.del(`${fixture.prefix}revoked:${id}`);
    await writer.publish(ended(id));
    await fixture.redis.del(`${fixture.prefix}revocations:by-time`);
    await writer.publish(ended(id));
    await until('the third message', () => messages.length >= 3);
    expect(messages).toEqual(Array.from({ length: 3 }, () => ({ sessionId: id, userId: 'usr_1' })));
  });

  test('stays on the list for the life of a token and a minute, from its end', async () => {
    const writer = fixture.writer();
    expect(writer.keepMs).toBe(960_000);
    const [fresh, old, over] = [session(), session(), session()];
    await writer.publish(ended(fresh));
    await writer.publish(ended(old, 900_000));
    await writer.publish(ended(over, 960_000));
    const ttl = (id: string) => fixture.redis.pttl(`${fixture.prefix}revoked:${id}`);
    expect(await ttl(fresh)).toBeGreaterThan(950_000);
    expect(await ttl(old)).toBeLessThanOrEqual(60_000);
    expect(await ttl(old)).toBeGreaterThan(50_000);
    expect(await ttl(over)).toBe(-2);
    const set = `${fixture.prefix}revocations:by-time`;
    expect(await fixture.redis.zrange(set, '0', '-1')).toEqual([fresh, old]);
    expect(await fixture.redis.pttl(set)).toBeLessThanOrEqual(960_000);
    // What has been there for its time goes when the next one comes.
    await fixture.redis.zadd(set, String((Date.now() - 961_000) * 1_000), 'ses_long_ago');
    await writer.publish(ended(session()));
    expect(await fixture.redis.zscore(set, 'ses_long_ago')).toBeNull();
  });

  test('of many is read whole, page by page, also when they share their time', async () => {
    const set = `${fixture.prefix}revocations:by-time`;
    const ids = Array.from({ length: 4_321 }, (_, n) => `ses_${n}`);
    const now = Date.now() * 1_000;
    // 500 at one instant, then one each, and 2,500 at the last.
    const score = (n: number) => String(now + Math.min(Math.max(n, 500), 1_821));
    await fixture.redis.zadd(set, ...ids.flatMap((id, n) => [score(n), id]));
    const reader = await fixture.reader();
    expect(ids.filter((id) => !reader.contains(id))).toEqual([]);
    const later = session();
    await fixture.redis.zadd(set, String(now + 5_000_000), later);
    await until('what came later is found', () => reader.contains(later), 2_000);
  });
});

describe('beside processes of before, which know marks only', () => {
  test('what such a writer marks is found at the start and at the next reading of the whole list', async () => {
    const [first, second] = [session(), session()];
    await fixture.markOnly(first);
    const reader = await fixture.reader({ rereadMs: 300 });
    expect(reader.contains(first)).toBe(true);
    await fixture.markOnly(second);
    expect(await reader.revokedAmong([second])).toEqual(new Set([second]));
    const third = session();
    await fixture.markOnly(third);
    await until('it is found', () => reader.contains(third), 3_000);
  });

  test('such a reader finds the mark and hears the message', async () => {
    const messages = await subscribed();
    const id = session();
    await fixture.writer(fixture.prefix).publish(ended(id));
    expect(await fixture.redis.get(`${fixture.prefix}revoked:${id}`)).toBe('usr_1');
    await until('the message', () => messages.length === 1);
    expect(messages).toEqual([{ sessionId: id, userId: 'usr_1' }]);
  });

  test('once a writer has gone through everything, marks need not be searched for', async () => {
    const [inBoth, marked] = [session(), session()];
    async function* all() {
      yield ended(inBoth);
    }
    await fixture.writer().publishAll(all());
    await fixture.markOnly(marked);
    const reader = await fixture.reader({ rereadMs: 100, pollMs: 50 });
    expect(reader.contains(inBoth)).toBe(true);
    await sleep(500);
    expect(reader.contains(marked)).toBe(false);
    const ttl = await fixture.redis.pttl(`${fixture.prefix}revocations:complete`);
    expect(ttl).toBeGreaterThan(0);
    expect(ttl).toBeLessThanOrEqual(120_000);
    await fixture.redis.del(`${fixture.prefix}revocations:complete`);
    await until('it is found', () => reader.contains(marked), 2_000);
  });
});

test('clients that prefix keys by themselves, wholly or in part, read and write the same keys', async () => {
  const { prefix } = fixture;
  const reader = await fixture.reader({ keyPrefix: prefix });
  const plain = await fixture.reader();
  const ids = [session(), session(), session()];
  await fixture.writer(prefix).publish(ended(ids[0]!));
  await fixture.writer(prefix.slice(0, 4)).publish(ended(ids[1]!));
  await fixture.writer().publish(ended(ids[2]!));
  for (const one of [reader, plain]) {
    await until('all are known', () => ids.every((id) => one.contains(id)), 2_000);
    expect(await one.revokedAmong(ids)).toEqual(new Set(ids));
  }
  const keys = await fixture.redis.keys(`*${prefix}*`);
  expect(keys.sort()).toEqual(
    [...ids.map((id) => `${prefix}revoked:${id}`), `${prefix}revocations:by-time`].sort(),
  );
  expect(() => fixture.writer('other:')).toThrow(/keyPrefix/);
});

test('a message that cannot be read is told of and does no harm', async () => {
  const reader = await fixture.reader({ pollMs: NEVER_MS });
  const channel = `${fixture.prefix}revocations`;
  await until('it is subscribed', async () => (await fixture.redis.publish(channel, 'no json')) === 1);
  await fixture.redis.publish(channel, '{"sessionId":""}');
  const id = session();
  await fixture.writer().publish(ended(id));
  await until('the next one is heard', () => reader.contains(id));
  expect(fixture.lines.filter((line) => line.includes('could not be read'))).toHaveLength(2);
});

test('a listener that fails keeps nobody from hearing', async () => {
  const reader = await fixture.reader();
  const heard: string[] = [];
  reader.listen(() => {
    throw new Error('broken');
  });
  reader.listen((sessionId) => heard.push(sessionId));
  const id = session();
  await fixture.writer().publish(ended(id));
  await until('the other hears', () => heard.length === 1);
  expect(reader.contains(id)).toBe(true);
});

/** Messages on the channel, as a client of before hears them. */
async function subscribed(): Promise<unknown[]> {
  const messages: unknown[] = [];
  const subscriber = fixture.redis.duplicate();
  subscriber.on('message', (_channel, text: string) => messages.push(JSON.parse(text)));
  await subscriber.subscribe(`${fixture.prefix}revocations`);
  fixture.atStop(async () => subscriber.disconnect());
  return messages;
}
