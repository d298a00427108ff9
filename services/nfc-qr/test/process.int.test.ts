import { join } from 'node:path';
import { spawnProcess, spawnService, testClient, until } from '@chowk/testing';
import { startNfcQr, type NfcQr } from './fixture.ts';

let service: NfcQr;
beforeAll(async () => {
  // Its own sweep is slow, so that what is told after the crash is told by the process started anew.
  service = await startNfcQr({ env: { VIEW_SWEEP_MS: '60000' } });
});
afterAll(() => service.stop());

const fileOf = (name: string) => join(import.meta.dirname, '../src', name);
const start = (failpoints = '') =>
  spawnService({ main: fileOf('main.ts'), env: { ...service.env, VIEW_SWEEP_MS: '100' }, failpoints });

describe('the process', () => {
  test('killed right after it noted a look, it tells of it once when it is back', async () => {
    const car = await service.carOf('usr_killed');
    const told = () => service.events.of('scanRecorded').filter(({ data }) => data.carId === car.id);
    const doomed = await start('nfc-qr.view.noted=kill');
    const client = testClient(doomed.url, service.keys.headers('nfc-qr'));
    await expect(client.get(`/q/${car.qr.code}`)).rejects.toThrow();
    expect(await doomed.exit).toBe('SIGKILL');
    expect(told()).toEqual([]);

    const revived = await start();
    await until('it is told', () => told().length > 0);
    expect(await revived.stop()).toBe(0);
    expect(told()).toHaveLength(1);
  }, 40_000);

  test('the seed run twice leaves each demo car once', async () => {
    for (const words of ['2 of them new', '0 of them new']) {
      const seed = spawnProcess({ main: fileOf('cli/seed.ts'), env: service.env });
      expect(await seed.exit).toBe(0);
      expect(seed.output()).toContain(words);
    }
    const demo = service.as('usr_00000000000000000000000A01');
    expect((await demo.get('/api/v1/cars')).body.data.items).toHaveLength(1);
  }, 40_000);

  test('production does not start with the secrets of development', async () => {
    const refused = spawnProcess({
      main: fileOf('main.ts'),
      env: { ...service.env, NODE_ENV: 'production' },
    });
    expect(await refused.exit).toBe(78);
    for (const name of ['QR_SIGNING_KEYS', 'REVEAL_SECRET', 'CURSOR_SECRET'])
      expect(refused.output()).toContain(`${name}: production needs a secret of its own`);
  }, 20_000);
});
