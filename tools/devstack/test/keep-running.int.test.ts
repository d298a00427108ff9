import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { keepRunning, startService, type ServiceHandle } from '@chowk/devstack';
import { until } from './processes.ts';

const PAUSES_MS = [0, 50, 100];
let folder: string;
let away: string;
let service: ServiceHandle;
let told: string[];
let supervision: ReturnType<typeof keepRunning>;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'chowk-keep-'));
  away = path.join(folder, 'its-store-is-away');
  told = [];
  service = await startService({
    name: 'small',
    entry: 'tools/devstack/test/fixtures/small-service.ts',
    env: { BROKEN_WHILE_THERE: away },
  });
  supervision = keepRunning([service], { tell: (text) => told.push(text), pausesMs: PAUSES_MS });
});
afterEach(async () => {
  supervision.stop();
  await service.kill9();
  rmSync(folder, { recursive: true });
});

const count = (text: RegExp) => told.filter((line) => text.test(line)).length;
const answers = async () => (await fetch(service.url)).text();

test('a service that ends is started again each time, and its last lines are shown', async () => {
  for (const round of [1, 2, 3]) {
    await service.kill9();
    await until(() => count(/^small is back after/) === round);
    expect(await answers()).toBe('hello');
  }
  expect(told[0]).toBe('small ended (SIGKILL) and is started again.\nsmall service starts');
  expect(supervision.down()).toEqual([]);
});

test('one that fails to start is tried for longer than there are pauses, and is back when it can', async () => {
  writeFileSync(away, '');
  await service.kill9();
  await until(() => count(/^small does not start/) > 2 * PAUSES_MS.length);
  expect(supervision.down()).toEqual(['small']);
  const tries = told.filter((line) => line.startsWith('small does not start'));
  expect(tries[0]).toMatch(/next try in 0\.05 s: small ended.*exit code 4[^]*what it needs is away/);
  expect(tries.at(-1)).toMatch(/next try in 0\.1 s/);
  rmSync(away);
  await until(() => count(/^small is back after/) === 1);
  expect(await answers()).toBe('hello');
  expect(supervision.down()).toEqual([]);
});

test('after stop nothing is started, not even what is between two tries', async () => {
  writeFileSync(away, '');
  await service.kill9();
  await until(() => count(/^small does not start/) > 0);
  supervision.stop();
  rmSync(away);
  await delay(3 * 100);
  expect(service.isRunning).toBe(false);
  expect(count(/is back/)).toBe(0);
});

test('who is back says who else is down', async () => {
  const gone = { name: 'RabbitMQ', exited: Promise.resolve(), start: () => Promise.reject(new Error('no')) };
  const both = keepRunning([gone, service], { tell: (text) => told.push(text), pausesMs: PAUSES_MS });
  supervision.stop();
  await until(() => count(/^RabbitMQ does not start/) > 0);
  await service.kill9();
  await until(() => count(/^small is back after [\d.]+ s\. Down as well: RabbitMQ\.$/) === 1);
  both.stop();
});
