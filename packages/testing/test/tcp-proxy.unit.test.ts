import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTcpProxy, until, type TcpProxy } from '../src/index.ts';

/** Answers what it hears. */
const server = createServer({ allowHalfOpen: true }, (socket) => {
  socket.on('error', () => undefined);
  socket.pipe(socket);
});
let proxy: TcpProxy;
const opened: Socket[] = [];

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
beforeEach(async () => {
  proxy = await startTcpProxy({ to: `127.0.0.1:${(server.address() as AddressInfo).port}` });
});
afterEach(async () => {
  for (const socket of opened.splice(0)) socket.destroy();
  await proxy.stop();
});
afterAll(() => new Promise((closed) => server.close(closed)));

interface Line {
  socket: Socket;
  heard(): string;
  /** How it ended: `end`, or the code of the error. */
  ended: Promise<string>;
}
async function openLine(): Promise<Line> {
  const socket = connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true });
  opened.push(socket);
  let heard = '';
  socket.on('data', (bytes) => void (heard += bytes.toString()));
  const ended = new Promise<string>((resolve) => {
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
    socket.on('end', () => resolve('end'));
  });
  const connected = new Promise((resolve) => socket.on('connect', resolve));
  await Promise.race([connected, ended]);
  return { socket, heard: () => heard, ended };
}

test('bytes and the end of each direction pass', async () => {
  const line = await openLine();
  line.socket.end('hello');
  expect(await line.ended).toBe('end');
  expect(line.heard()).toBe('hello');
  await until('nothing hangs on it', () => proxy.connections === 0);
});

test('a large answer passes whole to a reader that is slow to begin', async () => {
  const line = await openLine();
  line.socket.pause();
  const size = 24 * 1024 * 1024;
  let count = 0;
  line.socket.on('data', (bytes) => void (count += bytes.length));
  line.socket.end(Buffer.alloc(size, 1));
  line.socket.pause();
  await sleep(100);
  line.socket.resume();
  expect(await line.ended).toBe('end');
  expect(count).toBe(size);
});

test('a delay holds bytes back each way, in their order, and healing lets them go', async () => {
  proxy.delay(150);
  const line = await openLine();
  const begun = performance.now();
  line.socket.write('a');
  await until('it is back', () => line.heard() === 'a');
  expect(performance.now() - begun).toBeGreaterThan(290);
  proxy.delay(60_000);
  line.socket.write('b');
  await sleep(50);
  proxy.heal();
  line.socket.write('c');
  await until('both are back', () => line.heard() === 'abc');
});

test('a frozen line stays open and silent, for new connections too, until it is healed', async () => {
  const line = await openLine();
  proxy.freeze();
  const other = await openLine();
  line.socket.write('a');
  other.socket.write('b');
  await sleep(100);
  expect([line.heard(), other.heard()]).toEqual(['', '']);
  proxy.heal();
  await until('both have arrived', () => line.heard() === 'a' && other.heard() === 'b');
});

test('a reset ends what is open and nothing else', async () => {
  const line = await openLine();
  proxy.reset();
  expect(await line.ended).toBe('ECONNRESET');
  const next = await openLine();
  next.socket.write('a');
  await until('the next is served', () => next.heard() === 'a');
});

test('a cut line resets everybody until it is healed', async () => {
  const line = await openLine();
  line.socket.write('a');
  await until('it is served', () => line.heard() === 'a');
  proxy.cut();
  expect(await line.ended).toBe('ECONNRESET');
  expect(await (await openLine()).ended).toBe('ECONNRESET');
  proxy.heal();
  const next = await openLine();
  next.socket.write('b');
  await until('the next is served', () => next.heard() === 'b');
});
