import { z } from 'zod';
import { armFailpoints, failpoint } from '../src/failpoints.ts';
import { createCursorCodec, pageQuery } from '../src/http/index.ts';
import { newId } from '../src/ids.ts';
import { ShutdownStack } from '../src/lifecycle/index.ts';
import { createLogger } from '../src/log/index.ts';

describe('cursors', () => {
  const codec = createCursorCodec('secret', 'orders');

  test('come back as they went', () => {
    for (const position of [
      ['2026-01-01T00:00:00.000Z', 'ord_1'],
      [42, 'prd_2'],
    ] as Array<[string | number, string]>) {
      expect(codec.decode(codec.encode(position))).toEqual(position);
    }
  });

  test.each([
    ['made up', Buffer.from('["a","b"]').toString('base64url') + '.AAAAAAAAAAAAAAAAAAAAAA'],
    ['unsigned', Buffer.from('["a","b"]').toString('base64url')],
    ['of another list', createCursorCodec('secret', 'cars').encode(['a', 'b'])],
    ['under another secret', createCursorCodec('other', 'orders').encode(['a', 'b'])],
    ['empty', ''],
  ])('that are %s are INVALID_CURSOR', (_what, cursor) => {
    expect(() => codec.decode(cursor)).toThrow(expect.objectContaining({ code: 'INVALID_CURSOR' }));
  });

  test('go with a limit of 1 to 100', () => {
    expect(pageQuery().parse({})).toEqual({ limit: 20 });
    expect(pageQuery().parse({ limit: '100' }).limit).toBe(100);
    for (const limit of ['0', '101', '1.5', 'x', ''])
      expect(pageQuery().safeParse({ limit }).success).toBe(false);
    expect(pageQuery()).toBeInstanceOf(z.ZodObject);
  });
});

describe('failpoints', () => {
  afterEach(() => armFailpoints(''));

  test('do nothing unless armed, and act from the pass that was asked for', async () => {
    await failpoint('a.b');
    armFailpoints('a.b=error@2; c=sleep:20');
    await failpoint('a.b');
    await expect(failpoint('a.b')).rejects.toThrow('failpoint a.b');
    const start = performance.now();
    await failpoint('c');
    expect(performance.now() - start).toBeGreaterThan(15);
  });

  test.each(['a', 'a=explode', 'a=sleep', '=kill'])('"%s" is refused', (spec) => {
    expect(() => armFailpoints(spec)).toThrow();
  });
});

test('ids tell their kind and grow', () => {
  const ids = Array.from({ length: 1000 }, () => newId('ord'));
  expect(ids[0]).toMatch(/^ord_[0-9A-HJKMNP-TV-Z]{26}$/);
  expect([...ids].sort()).toEqual(ids);
});

test('stopping goes backwards, and one part that fails does not keep the others from stopping', async () => {
  const order: string[] = [];
  const lines: string[] = [];
  const logger = createLogger({
    service: 't',
    level: 'error',
    pretty: false,
    destination: { write: (line: string) => void lines.push(line) },
  });
  const shutdown = new ShutdownStack();
  shutdown.add('first', async () => order.push('first'));
  shutdown.add('second', async () => {
    throw new Error('stuck');
  });
  shutdown.add('third', async () => order.push('third'));
  await shutdown.stop(logger);
  expect(order).toEqual(['third', 'first']);
  expect(lines.join('')).toContain('"part":"second"');
});
