import { startService, type ServiceHandle } from '@chowk/devstack';
import { isAlive, identify } from '../src/machine/process-identity.ts';
import { runFixture, until } from './processes.ts';

const entry = 'tools/devstack/test/fixtures/small-service.ts';
const started: ServiceHandle[] = [];
const start = async (env: Record<string, string> = {}) => {
  const service = await startService({ name: 'small', entry, env });
  started.push(service);
  return service;
};
const greeting = async ({ url }: ServiceHandle) => (await fetch(url)).text();

afterEach(() => Promise.all(started.splice(0).map((service) => service.kill9())));

test('a started service answers, and ends in order when stopped', async () => {
  const service = await start();
  expect(await greeting(service)).toBe('hello');
  expect(await service.stop()).toEqual({ code: 0, signal: null });
  expect(service.lastLines()).toContain('small service ends in order');
  expect(service.isRunning).toBe(false);
});

test('a service killed with -9 starts again on the same port, with a changed environment if asked for', async () => {
  const service = await start();
  const { pid, url } = service;
  expect(await service.kill9()).toEqual({ code: null, signal: 'SIGKILL' });
  await service.start({ GREETING: 'back again' });
  expect(service.url).toBe(url);
  expect(service.pid).not.toBe(pid);
  expect(await greeting(service)).toBe('back again');
  await service.restart();
  expect(await greeting(service)).toBe('hello');
});

test('a service that dies at start is reported with its last log lines', async () => {
  const attempt = startService({ name: 'small', entry, env: { BROKEN: 'the settings are wrong' } });
  await expect(attempt).rejects.toMatchObject({ code: 'CHILD_DIED' });
  await expect(attempt).rejects.toThrow(/small ended.*exit code 3[^]*cannot start: the settings are wrong/);
});

test('a service that never becomes ready is killed and reported', async () => {
  const attempt = startService({ name: 'small', entry, env: {}, readyPath: '/', readyMs: 1 });
  await expect(attempt.then((service) => service.stop())).rejects.toMatchObject({
    code: 'NOT_READY_IN_TIME',
  });
});

test('a service that is deaf to SIGTERM is killed after the grace', async () => {
  const service = await start({ DEAF: 'yes' });
  expect(await service.stop(300)).toEqual({ code: null, signal: 'SIGKILL' });
});

test('a service does not outlive a supervisor that is killed with -9', async () => {
  const { child, said } = await runFixture<{ pid: number }>('hold-service.ts');
  const service = identify(said.pid, 'small-service.ts');
  if (!service) throw new Error('the service does not run');
  child.kill('SIGKILL');
  await until(() => !isAlive(service));
});
