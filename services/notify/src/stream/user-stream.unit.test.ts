import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '@chowk/runtime/log';
import type { StreamEvent } from './domain/stream-event.ts';
import type { StreamSink, StreamReader } from './ports.ts';
import { UserStream } from './user-stream.ts';

/** A stream in memory, which can fail and can show its events late. */
class MemoryStream implements StreamReader {
  last = 0;
  reads = 0;
  failing = false;
  /** A committed event that a read under way does not see. */
  invisible: number | undefined;

  async read(userId: string, after: number, limit: number): Promise<StreamEvent[]> {
    this.reads += 1;
    const { invisible, failing } = this;
    this.invisible = undefined;
    await sleep(1);
    if (failing) throw new Error('database away');
    return Array.from({ length: Math.min(limit, this.last - after) }, (_, n) => after + n + 1)
      .filter((seq) => seq !== invisible)
      .map(
        (seq) =>
          ({ id: `sev_${seq}`, userId, seq, at: new Date(0), name: 'scan_update', data: {} }) as StreamEvent,
      );
  }
  async lastSeq(): Promise<number> {
    return this.last;
  }
  async lastSeqs(): Promise<Map<string, number>> {
    return new Map([['usr_1', this.last]]);
  }
  async firstSeq(): Promise<number> {
    return 1;
  }
}

function recordingSink(acknowledges = true) {
  const seqs: number[] = [];
  const resyncs: object[] = [];
  const waiting: Array<() => void> = [];
  const out: StreamSink = {
    send(event, acknowledged) {
      seqs.push(event.seq);
      if (acknowledges) setImmediate(acknowledged);
      else waiting.push(acknowledged);
    },
    resync: (position) => void resyncs.push(position),
  };
  return { out, seqs, resyncs, acknowledgeAll: () => waiting.splice(0).forEach((done) => done()) };
}

function openStream(reader: StreamReader, windowSize = 10): UserStream {
  const logger = createLogger({ service: 'test', level: 'silent', pretty: false });
  return new UserStream('usr_1', {
    reader,
    windowSize,
    logger,
    outside: AsyncLocalStorage.snapshot(),
    abandoned: () => undefined,
  });
}

const range = (to: number) => Array.from({ length: to }, (_, n) => n + 1);
const settle = () => sleep(100);

test('one read serves all sockets that are at the same place', async () => {
  const stream = new MemoryStream();
  const userStream = openStream(stream);
  const sockets = range(50).map(() => recordingSink());
  for (const { out } of sockets) await userStream.join(out, 0, () => undefined);
  stream.last = 5;
  userStream.advance(5);
  await settle();
  for (const { seqs } of sockets) expect(seqs).toEqual(range(5));
  expect(stream.reads).toBe(1);
});

test('signals that come during a read, doubled or out of order, lose and repeat nothing', async () => {
  const stream = new MemoryStream();
  const userStream = openStream(stream);
  const { out, seqs } = recordingSink();
  await userStream.join(out, undefined, () => undefined);
  for (let n = 1; n <= 200; n++) {
    stream.last = n;
    userStream.advance(n);
    if (n % 3 === 0) userStream.advance(n - 2);
    if (n % 7 === 0) await sleep(1);
  }
  await settle();
  expect(seqs).toEqual(range(200));
});

test('a socket that does not acknowledge gets its window and not one event more; the others go on', async () => {
  const stream = new MemoryStream();
  stream.last = 100;
  const userStream = openStream(stream);
  const slow = recordingSink(false);
  const quick = recordingSink();
  await userStream.join(slow.out, 0, () => undefined);
  await userStream.join(quick.out, 0, () => undefined);
  await settle();
  expect(slow.seqs).toEqual(range(10));
  expect(quick.seqs).toEqual(range(100));
  slow.acknowledgeAll();
  await settle();
  expect(slow.seqs).toEqual(range(20));
});

test('an event that became visible late is waited for, never skipped', async () => {
  for (const late of [1, 3, 5]) {
    const stream = new MemoryStream();
    const userStream = openStream(stream);
    const { out, seqs, resyncs } = recordingSink();
    await userStream.join(out, 0, () => undefined);
    stream.last = 5;
    stream.invisible = late;
    userStream.advance(5);
    await settle();
    expect(seqs).toEqual(range(5));
    expect(resyncs).toEqual([]);
  }
});

test('a failed read is made good at the next signal', async () => {
  const stream = new MemoryStream();
  const userStream = openStream(stream);
  const { out, seqs } = recordingSink();
  await userStream.join(out, 0, () => undefined);
  stream.last = 3;
  stream.failing = true;
  userStream.advance(3);
  await settle();
  expect(seqs).toEqual([]);
  stream.failing = false;
  userStream.advance(3);
  await settle();
  expect(seqs).toEqual(range(3));
});

test('a signal beyond the stream, as after a restored database, is no endless loop', async () => {
  const stream = new MemoryStream();
  const userStream = openStream(stream);
  const { out, seqs, resyncs } = recordingSink();
  await userStream.join(out, 0, () => undefined);
  userStream.advance(1_000);
  await settle();
  expect(resyncs).toEqual([]);
  expect(stream.reads).toBeLessThan(5);
  stream.last = 2;
  userStream.advance(2);
  await settle();
  expect(seqs).toEqual(range(2));
});

test('a socket that left gets nothing more', async () => {
  const stream = new MemoryStream();
  const userStream = openStream(stream);
  const { out, seqs } = recordingSink();
  const follower = await userStream.join(out, 0, () => undefined);
  follower.leave();
  stream.last = 1;
  userStream.advance(1);
  await settle();
  expect(seqs).toEqual([]);
  expect(userStream.abandoned).toBe(true);
});
