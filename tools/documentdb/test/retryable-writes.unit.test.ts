import { RetryableWrites } from '../src/gateway/retryable-writes.ts';

const reply = (text: string): Promise<Buffer> => Promise.resolve(Buffer.from(text));

test('the same write of a session runs once, a new one and one of another session run', async () => {
  const writes = new RetryableWrites();
  const first = await writes.once({ id: 's', txnNumber: 1n }, () => reply('first'));
  expect(await writes.once({ id: 's', txnNumber: 1n }, () => reply('again'))).toBe(first);
  expect(String(await writes.once({ id: 's', txnNumber: 2n }, () => reply('next')))).toBe('next');
  expect(String(await writes.once({ id: 't', txnNumber: 1n }, () => reply('other')))).toBe('other');
});

test('a retry that comes while the first is still at work waits for its answer', async () => {
  const writes = new RetryableWrites();
  let finish: (answer: Buffer) => void = () => undefined;
  const first = writes.once({ id: 's', txnNumber: 1n }, () => new Promise((resolve) => (finish = resolve)));
  const second = writes.once({ id: 's', txnNumber: 1n }, () => reply('again'));
  finish(Buffer.from('first'));
  expect([String(await first), String(await second)]).toEqual(['first', 'first']);
});

test('a write that failed runs again', async () => {
  const writes = new RetryableWrites();
  const failing = writes.once({ id: 's', txnNumber: 1n }, () => Promise.reject(new Error('broken')));
  await expect(failing).rejects.toThrow('broken');
  expect(String(await writes.once({ id: 's', txnNumber: 1n }, () => reply('again')))).toBe('again');
});

test('a write without a number always runs', async () => {
  const writes = new RetryableWrites();
  await writes.once({ id: 's', txnNumber: undefined }, () => reply('first'));
  expect(String(await writes.once({ id: 's', txnNumber: undefined }, () => reply('second')))).toBe('second');
});
