import { once } from 'node:events';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { TimedStream, type TimedStreamOptions } from './timed-stream.ts';

const idle = new Error('stood still');
const timed = (
  source: ConstructorParameters<typeof TimedStream>[0],
  options: Partial<TimedStreamOptions> = {},
) => new TimedStream(source, { idleMs: 200, onIdle: () => idle, ...options });

test('asks its source for no more than one chunk ahead of its reader', async () => {
  let given = 0;
  async function* chunks() {
    for (;;) {
      given += 1;
      yield Buffer.alloc(1_000);
    }
  }
  const stream = timed(chunks());
  await once(stream, 'readable');
  await sleep(20);
  expect(given).toBe(1);
  for (let read = 1; read <= 5; read += 1) {
    expect(stream.read()).toHaveLength(1_000);
    await setImmediate();
    await setImmediate();
    expect(given).toBeLessThanOrEqual(read + 1);
  }
  stream.destroy();
});

test('a reader who is slower than the idle time gets everything', async () => {
  const stream = timed(Readable.from([Buffer.from('a'), Buffer.from('b'), Buffer.from('c')]), { idleMs: 30 });
  let text = '';
  for await (const chunk of stream) {
    await sleep(80);
    text += String(chunk);
  }
  expect(text).toBe('abc');
});

test('a source that stands still is destroyed, with the error that was asked for', async () => {
  const source = new Readable({ read: () => undefined });
  const begun = performance.now();
  await expect(buffer(timed(source, { idleMs: 50 }))).rejects.toBe(idle);
  expect(performance.now() - begun).toBeLessThan(3_000);
  expect(source.destroyed).toBe(true);
});

test('destroying it ends a wait for the source at once', async () => {
  const source = new Readable({ read: () => undefined });
  const stream = timed(source, { idleMs: 60_000 });
  const reading = buffer(stream).catch((error: unknown) => error);
  await sleep(10);
  stream.destroy();
  expect(await reading).toMatchObject({ code: 'ERR_STREAM_PREMATURE_CLOSE' });
  expect(source.destroyed).toBe(true);
});

test('a source that failed before the first read is told of at the first read', async () => {
  const source = new Readable({ read: () => undefined });
  const stream = timed(source);
  source.destroy(new Error('early'));
  await sleep(10);
  await expect(buffer(stream)).rejects.toThrow('early');
});

test('an abort before anybody reads does not end the process, and the reader gets the reason', async () => {
  const stopping = new AbortController();
  const stream = timed(Readable.from([Buffer.from('a')]), { signal: stopping.signal });
  stopping.abort(new Error('left'));
  await sleep(10);
  expect(stream.errored).toBe(stopping.signal.reason);
  await expect(buffer(stream)).rejects.toBeDefined();
});

test('errors of the source go through the map', async () => {
  async function* failing() {
    yield 'a';
    throw new Error('reset');
  }
  const mapped = new Error('unavailable');
  await expect(buffer(timed(failing(), { mapError: () => mapped }))).rejects.toBe(mapped);
});

test('what is not bytes or text is refused', async () => {
  await expect(buffer(timed(Readable.from([{ a: 1 }])))).rejects.toMatchObject({
    code: 'ERR_INVALID_ARG_TYPE',
  });
});
