import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { quietLogger, until } from '@chowk/testing';
import { PdfRenderer, type Pdf, type PdfRendererOptions } from '../src/index.ts';
import { invoiceData } from './invoice-data.ts';
import { readPdf } from './read-pdf.ts';

const SLOW = join(import.meta.dirname, 'templates/slow.typ');
const INVOICE = join(import.meta.dirname, 'templates/invoice.typ');
/** Rounds of slow.typ: a tenth of a second at least, and longer than any test. */
const A_WHILE = 150;
const ENDLESS = 100_000_000;

const renderers: PdfRenderer[] = [];
afterEach(() => Promise.all(renderers.splice(0).map((renderer) => renderer.stop())));

function start(options: Partial<PdfRendererOptions> = {}): PdfRenderer {
  const renderer = new PdfRenderer({ logger: quietLogger(), ...options });
  renderers.push(renderer);
  return renderer;
}

const slow = (renderer: PdfRenderer, rounds: number, name = 'x', signal?: AbortSignal): Promise<Pdf> =>
  renderer.render({ template: SLOW, data: { rounds, name } }, signal ? { signal } : {});

const pids = (renderer: PdfRenderer): number[] => renderer.state.processes.map(({ pid }) => pid!);
const killHard = (pid: number): boolean => process.kill(pid, 'SIGKILL');
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const nameOf = async ({ bytes }: Pdf): Promise<string> =>
  /(\w+) 1 \/ 1$/.exec((await readPdf(bytes)).join(''))![1]!;

/** A renderer with a process that is ready, so that what follows is not the time of a start. */
async function ready(options: Partial<PdfRendererOptions> = {}): Promise<PdfRenderer> {
  const renderer = start(options);
  await slow(renderer, 0);
  return renderer;
}

describe('when a render process is killed in the middle of a document', () => {
  test('the document is made by another one, and the others go on', async () => {
    const renderer = start({ maxProcesses: 2 });
    await Promise.all([slow(renderer, 0), slow(renderer, 0)]);
    const [victim, other] = pids(renderer);
    const documents = [
      slow(renderer, A_WHILE, 'first'),
      slow(renderer, A_WHILE, 'second'),
      slow(renderer, 0, 'third'),
    ];
    await sleep(30);
    killHard(victim!);
    expect(await Promise.all((await Promise.all(documents)).map(nameOf))).toEqual([
      'first',
      'second',
      'third',
    ]);
    expect(pids(renderer)).toHaveLength(2);
    expect(pids(renderer)).toContain(other);
    expect(pids(renderer)).not.toContain(victim);
  });

  test('a document that takes two processes with it is SERVER_ERROR, and the next one is made', async () => {
    const renderer = await ready();
    const poison = slow(renderer, ENDLESS);
    const next = slow(renderer, 0, 'next');
    const [first] = pids(renderer);
    await sleep(50);
    killHard(first!);
    const second = await until('another process is started', () =>
      pids(renderer).find((pid) => pid !== first),
    );
    killHard(second);
    await expect(poison).rejects.toMatchObject({ code: 'SERVER_ERROR' });
    expect(await nameOf(await next)).toBe('next');
  });

  test('one that dies while idle costs nothing but a new start', async () => {
    const renderer = await ready();
    killHard(pids(renderer)[0]!);
    await sleep(50);
    expect(await nameOf(await slow(renderer, 0, 'next'))).toBe('next');
  });
});

describe('limits', () => {
  test('a document that takes too long is UPSTREAM_TIMEOUT, its process is gone, and the next one is made', async () => {
    const renderer = await ready({ timeoutMs: 3_000 });
    const [pid] = pids(renderer);
    const endless = slow(renderer, ENDLESS);
    const next = slow(renderer, 0, 'next');
    const started = performance.now();
    await expect(endless).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(await nameOf(await next)).toBe('next');
    expect(isAlive(pid!)).toBe(false);
  });

  test('one document more than may wait is OVERLOADED, and those that wait are made in their order', async () => {
    const renderer = start({ maxWaiting: 2 });
    const order: string[] = [];
    const documents = ['a', 'b', 'c'].map((name) =>
      slow(renderer, A_WHILE, name).then(() => order.push(name)),
    );
    await expect(slow(renderer, 0)).rejects.toMatchObject({ code: 'OVERLOADED', retryAfter: 5 });
    expect(renderer.state.waiting).toBe(2);
    await Promise.all(documents);
    expect(order).toEqual(['a', 'b', 'c']);
  });

  test('a document that waited too long for its turn is OVERLOADED', async () => {
    const renderer = await ready({ maxWaitMs: 50 });
    const busy = slow(renderer, A_WHILE, 'busy');
    await expect(slow(renderer, 0)).rejects.toMatchObject({ code: 'OVERLOADED' });
    expect(await nameOf(await busy)).toBe('busy');
  });

  test.each([
    ['after its documents', { maxDocuments: 2 }, 2],
    ['when it has grown', { maxRssBytes: 1 }, 1],
  ])('a process is replaced %s', async (_when, options, documentsEach) => {
    const renderer = start(options);
    const lives: number[] = [];
    for (const life of [0, 1]) {
      const first = slow(renderer, 0);
      lives.push(pids(renderer)[0]!);
      await first;
      for (let i = 1; i < documentsEach; i++) {
        expect(pids(renderer)).toEqual([lives[life]]);
        await slow(renderer, 0);
      }
      await until('the process has ended', () => pids(renderer).length === 0);
    }
    expect(lives[1]).not.toBe(lives[0]);
    expect(lives.filter(isAlive)).toEqual([]);
  });

  test('a process with nothing to do ends', async () => {
    const renderer = await ready({ idleMs: 100 });
    const [pid] = pids(renderer);
    await until('the process has ended', () => !isAlive(pid!));
    expect(renderer.state.processes).toEqual([]);
    expect(await nameOf(await slow(renderer, 0, 'again'))).toBe('again');
  });
});

describe('a caller that leaves', () => {
  test('has a waiting document not begun, and hears at once about one under way', async () => {
    const renderer = await ready();
    const [underWay, waiting, before] = [new AbortController(), new AbortController(), new AbortController()];
    const first = slow(renderer, A_WHILE, 'first', underWay.signal);
    const second = slow(renderer, ENDLESS, 'second', waiting.signal);
    const third = slow(renderer, 0, 'third');
    waiting.abort();
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    expect(renderer.state.waiting).toBe(1);
    underWay.abort();
    await expect(first).rejects.toMatchObject({ name: 'AbortError' });
    before.abort();
    await expect(slow(renderer, 0, 'never', before.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(await nameOf(await third)).toBe('third');
    // The first one was finished by the same process and thrown away, and the second never came.
    expect(renderer.state.processes[0]!.documents).toBe(3);
  });
});

describe('the end', () => {
  test('stop refuses what waits and what is under way, and leaves no process', async () => {
    const renderer = await ready();
    const [pid] = pids(renderer);
    const refused = [slow(renderer, ENDLESS), slow(renderer, 0)].map((document) =>
      expect(document).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' }),
    );
    await renderer.stop();
    await Promise.all(refused);
    expect(isAlive(pid!)).toBe(false);
    expect(renderer.state).toEqual({ waiting: 0, processes: [] });
    await expect(slow(renderer, 0)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });

  test('a process that hangs in a document does not outlive a service that was killed', async () => {
    const service = spawn(process.execPath, [join(import.meta.dirname, 'render-forever.ts')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(service.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    expect(isAlive(pid)).toBe(true);
    service.kill('SIGKILL');
    await until('the orphan has ended', () => !isAlive(pid));
  });
});

// Only Linux shows the environment of a process.
(existsSync('/proc/self/environ') ? describe : describe.skip)('on Linux', () => {
  test('a render process is given nothing of our environment', async () => {
    process.env['CHOWK_TEST_SECRET'] = 'not for everybody';
    const renderer = await ready();
    delete process.env['CHOWK_TEST_SECRET'];
    const environment = readFileSync(`/proc/${pids(renderer)[0]}/environ`, 'utf8');
    expect(environment).toContain('https_proxy=');
    expect(environment).not.toContain('not for everybody');
    expect(environment).not.toContain('PATH=');
  });
});

// A minute on a busy machine: the figures of the ADR.
(process.env['CHAOS'] ? describe : describe.skip)('over 200 documents', () => {
  test('a process grows by less than 60 MB', async () => {
    const renderer = start({ maxDocuments: 1_000, maxRssBytes: Infinity });
    const make = async (count: number): Promise<number> => {
      for (let i = 0; i < count; i++) {
        await renderer.render({ template: INVOICE, data: invoiceData(40, { number: `INV/26-27/${i}` }) });
      }
      return renderer.state.processes[0]!.rssBytes;
    };
    const warm = await make(20);
    expect((await make(200)) - warm).toBeLessThan(60_000_000);
  }, 120_000);
});
