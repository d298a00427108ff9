import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { testClient, until } from '@chowk/testing';
import { startNfcQr, type NfcQr } from './harness.ts';

let service: NfcQr;
beforeAll(async () => {
  // Its own sweep is slow, so that what is told after the crash is told by the process started anew.
  service = await startNfcQr({ VIEW_SWEEP_MS: '60000' });
});
afterAll(() => service.stop());

function start(file: 'main.ts' | 'seed.ts', extra: Record<string, string> = {}) {
  const env = { ...process.env, ...service.env, LOG_LEVEL: 'info', VIEW_SWEEP_MS: '100', ...extra };
  const child = spawn('node', [join(import.meta.dirname, '../src', file)], { env });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => void (output += text.toString()));
  return { child, output: () => output };
}

async function ready(started: { child: ChildProcess; output: () => string }): Promise<string> {
  const port = await until('it is ready', () => /"httpPort":(\d+)/.exec(started.output())?.[1], 15_000);
  return `http://127.0.0.1:${port}`;
}

describe('the process', () => {
  test('killed right after it noted a look, it tells of it once when it is back', async () => {
    const car = await service.carOf('usr_killed');
    const told = () => service.events.of('scanRecorded').filter(({ data }) => data.carId === car.id);
    const doomed = start('main.ts', { CHOWK_FAILPOINTS: 'nfc-qr.view.noted=kill' });
    const client = testClient(await ready(doomed), service.keys.headers('nfc-qr'));
    const ended = once(doomed.child, 'exit');
    await expect(client.get(`/q/${car.qr.code}`)).rejects.toThrow();
    expect((await ended)[1]).toBe('SIGKILL');
    expect(told()).toEqual([]);

    const revived = start('main.ts');
    await ready(revived);
    await until('it is told', () => told().length > 0);
    revived.child.kill('SIGTERM');
    expect(await once(revived.child, 'exit')).toEqual([0, null]);
    expect(told()).toHaveLength(1);
  }, 40_000);

  test('the seed run twice leaves each demo car once', async () => {
    for (const words of ['2 of them new', '0 of them new']) {
      const seed = start('seed.ts');
      expect(await once(seed.child, 'exit')).toEqual([0, null]);
      expect(seed.output()).toContain(words);
    }
    const demo = service.as('usr_00000000000000000000000A01');
    expect((await demo.get('/api/v1/cars')).body.data.items).toHaveLength(1);
  }, 40_000);

  test('production does not start with the secrets of development', async () => {
    const refused = start('main.ts', { NODE_ENV: 'production' });
    expect(await once(refused.child, 'exit')).toEqual([78, null]);
    expect(refused.output()).toMatch(/QR_SIGNING_KEYS[\s\S]*REVEAL_SECRET[\s\S]*CURSOR_SECRET/);
  }, 20_000);
});
