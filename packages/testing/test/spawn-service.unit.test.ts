import { join } from 'node:path';
import { createTestKeys, shiftedClock, spawnProcess, spawnService, testClient } from '../src/index.ts';

const keys = createTestKeys();
const env = {
  NODE_ENV: 'test',
  SHUTDOWN_DELAY_MS: '0',
  // What testEnv says; the spawner has to hear "ready" all the same.
  LOG_LEVEL: 'silent',
  SERVICE_PRIVATE_KEY: keys.privateKey('catalog'),
  SERVICE_KEYS: JSON.stringify(keys.keySet),
};
const main = join(import.meta.dirname, 'echo-service.ts');

test('a spawned service serves, and ends with 0 when it is stopped, also a second time', async () => {
  const service = await spawnService({ main, env });
  expect(await testClient(service.url).get('/')).toMatchObject({ status: 200, text: 'hello' });
  expect(service.log.map(({ msg }) => msg)).toContain('ready');
  expect(await service.stop()).toBe(0);
  expect(await service.stop()).toBe(0);
});

test('one armed with a failpoint dies of it, and how it died is told', async () => {
  const service = await spawnService({ main, env, failpoints: 'echo.request=kill@2' });
  await testClient(service.url).get('/');
  await expect(testClient(service.url).get('/')).rejects.toThrow();
  expect(await service.exit).toBe('SIGKILL');
});

test('one that was stopped with SIGSTOP ends all the same', async () => {
  const service = await spawnService({ main, env });
  service.child.kill('SIGSTOP');
  expect(await service.stop()).toBe(0);
});

test.each<[string, Record<string, string>, RegExp]>([
  ['with wrong settings', { ...env, PORT: 'x' }, /ended with 78[\s\S]*PORT/],
  [
    'whose composition fails',
    { ...env, HTTP_KEEP_ALIVE_MS: '1001' },
    /ended with 1[\s\S]*that is not for us/,
  ],
])('a service %s rejects with what it wrote', async (_what, settings, words) => {
  await expect(spawnService({ main, env: settings })).rejects.toThrow(words);
});

test('one that is not ready in time is ended', async () => {
  await expect(spawnService({ main, env, readyWithinMs: 1 })).rejects.toThrow(/was not ready/);
});

test('a tool that ends by itself is heard to its end, and gets nothing of the environment of the test', async () => {
  process.env.CHOWK_TEST_LEAK = 'leaked';
  const tool = spawnProcess({
    main: '-e',
    args: ['console.error(process.env.CHOWK_TEST_LEAK, process.env.A)'],
    env: { A: '1' },
  });
  expect(await tool.exit).toBe(0);
  expect(tool.output()).toBe('undefined 1\n');
  delete process.env.CHOWK_TEST_LEAK;
});

test('the wall clock of one can be off, and jump; time that passed is what it was', async () => {
  const script = `
    const [wall, passed] = [Date.now(), performance.now()];
    process.kill(process.pid, 'SIGUSR2');
    setTimeout(() => {
      console.log(JSON.stringify([wall, new Date().getTime() - wall, performance.now() - passed, new Date(5).getTime()]));
    }, 100);`;
  const tool = spawnProcess({ main: '-e', args: [script], env: shiftedClock(60_000, 25_000) });
  expect(await tool.exit).toBe(0);
  const [wall, jumped, passed, given] = JSON.parse(tool.output()) as [number, number, number, number];
  expect(Math.abs(wall - 60_000 - Date.now())).toBeLessThan(10_000);
  expect(jumped - 25_000 - passed).toBeLessThan(50);
  expect(jumped - 25_000 - passed).toBeGreaterThan(-50);
  expect(given).toBe(5);
});
