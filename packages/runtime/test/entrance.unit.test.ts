import { once } from 'node:events';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { testClient, until } from '@chowk/testing';
import { openEntrance } from '../src/http/listen.ts';
import type { HttpEntrance } from '../src/http/index.ts';
import { Health } from '../src/lifecycle/index.ts';

let health: Health;
let entrance: HttpEntrance;
const sockets: Socket[] = [];

async function open(options: { idleMs?: number; drainMs?: number } = {}) {
  health = new Health();
  entrance = await openEntrance({
    host: '127.0.0.1',
    port: 0,
    health,
    keepAliveMs: 5_000,
    idleMs: options.idleMs ?? 0,
    drainMs: options.drainMs ?? 10_000,
  });
}
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await entrance.stop();
});
const url = () => `http://127.0.0.1:${entrance.port}`;

/** A connection that a test writes on byte by byte. */
async function rawConnection() {
  const socket = connect(entrance.port, '127.0.0.1');
  sockets.push(socket);
  const state = { socket, heard: '', isClosed: false };
  socket.on('data', (bytes) => void (state.heard += bytes.toString()));
  socket.on('error', () => undefined);
  socket.on('close', () => (state.isClosed = true));
  await once(socket, 'connect');
  return state;
}
const GET = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';

describe('before the service is there', () => {
  test('the process is alive, not ready, and refuses the rest as the gateway understands it', async () => {
    await open();
    health.add('mongodb', async () => {
      throw new Error('away');
    });
    const client = testClient(url());
    expect(await client.get('/livez')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await client.get('/readyz')).toMatchObject({
      status: 503,
      body: { ready: false, dependencies: { mongodb: 'failing' } },
    });
    const refused = await client.post('/api/v1/orders', { a: 1 });
    expect(refused).toMatchObject({ status: 503, body: { success: false, code: 'UPSTREAM_UNAVAILABLE' } });
    expect([refused.headers.get('retry-after'), refused.headers.get('x-chowk-instance')]).toEqual([
      '1',
      'starting',
    ]);
  });

  test('it is not ready even if nothing is amiss', async () => {
    await open();
    expect(await testClient(url()).get('/readyz')).toMatchObject({ status: 503, body: { ready: false } });
  });
});

describe('leaving', () => {
  const hello = (_request: IncomingMessage, response: { end(text: string): void }) => response.end('hello');

  test('answers tell their clients to go, those under way too, and everything is still served', async () => {
    await open();
    let release = (): void => undefined;
    entrance.mount((request, response) => {
      if (request.url === '/slow') release = () => response.end('slow');
      else response.end('hello');
    });
    const agent = new Agent({ keepAlive: true });
    const ask = (path: string) =>
      new Promise<IncomingMessage>((resolve) =>
        httpRequest(url() + path, { agent }, (answer) => resolve(answer.resume())).end(),
      );
    const slow = ask('/slow');
    const before = await ask('/');
    expect(before.headers['connection']).toBe('keep-alive');
    health.stopping();
    const during = await ask('/');
    expect([during.statusCode, during.headers['connection']]).toEqual([200, 'close']);
    expect(during.headers['x-chowk-instance']).toBe('leaving');
    release();
    expect((await slow).headers['connection']).toBe('close');
    agent.destroy();
  });

  test('a request on a kept connection is answered although the listener is closed, and is its last', async () => {
    await open({ idleMs: 5_000 });
    entrance.mount(hello);
    const kept = await rawConnection();
    kept.socket.write(GET);
    await until('it is answered', () => kept.heard.includes('hello'));
    const stopped = entrance.stop();
    await sleep(100);
    await expect(rawConnection()).rejects.toThrow('ECONNREFUSED');
    expect(kept.isClosed).toBe(false);
    kept.heard = '';
    kept.socket.write(GET);
    await until('it is answered again', () => kept.heard.includes('hello'));
    expect(kept.heard).toMatch(/connection: close/i);
    await stopped;
  });

  test('a silent connection does not hold the stop for longer than it may be idle', async () => {
    await open({ idleMs: 300 });
    entrance.mount(hello);
    const silent = await rawConnection();
    silent.socket.write(GET);
    await until('it is answered', () => silent.heard.includes('hello'));
    const begun = performance.now();
    await entrance.stop();
    expect(performance.now() - begun).toBeGreaterThan(250);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  test('a request that is just coming in is waited for', async () => {
    await open();
    entrance.mount(hello);
    const late = await rawConnection();
    late.socket.write(GET.slice(0, 10));
    await until('the server has seen it', async () => {
      await sleep(50);
      return true;
    });
    const stopped = entrance.stop();
    await sleep(200);
    late.socket.write(GET.slice(10));
    await until('it is answered', () => late.heard.includes('hello'));
    await stopped;
  });

  test('what takes longer than the limit is cut', async () => {
    await open({ drainMs: 300 });
    entrance.mount(() => undefined);
    const stuck = await rawConnection();
    stuck.socket.write(GET);
    await sleep(50);
    const begun = performance.now();
    await entrance.stop();
    expect(performance.now() - begun).toBeLessThan(2_000);
    await until('it is cut', () => stuck.isClosed);
  });
});
