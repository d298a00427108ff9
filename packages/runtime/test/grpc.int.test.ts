import { setTimeout as sleep } from 'node:timers/promises';
import { createGrpcClient, grpcMethod, type GrpcClient } from '@chowk/contracts/grpc';
import { callAs, createTestKeys, quietLogger, startPeerService, startTcpProxy, until } from '@chowk/testing';
import { z } from 'zod';
import { clientHooks } from '../src/grpc/index.ts';
import { CallerLeftError, currentRequest, withRequestContext } from '../src/telemetry/index.ts';

const keys = createTestKeys();
const schema = z.object({ ids: z.array(z.string()) });
const opened: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

/** An auth that answers who it is, after a while. */
async function startReplica(name: string, afterMs: () => number = () => 0) {
  const seen: { calls: number; cancelled: number } = { calls: 0, cancelled: 0 };
  const peer = await startPeerService('auth', keys, {
    GetUsers: grpcMethod({
      callers: ['orders'],
      schema,
      async handle() {
        seen.calls += 1;
        const { signal } = currentRequest()!;
        signal!.addEventListener('abort', () => (seen.cancelled += 1));
        await sleep(afterMs());
        return { users: [{ id: name }] };
      },
    }),
  });
  opened.push(() => peer.stop());
  return { ...peer, seen };
}
function clientOf(address: string): GrpcClient<'auth'> {
  const client = callAs('orders', 'auth', address, keys);
  opened.push(() => client.close());
  return client;
}
const answeredBy = async (client: GrpcClient<'auth'>) => (await client.getUsers({ ids: [] })).users[0]!.id;

test('a call whose caller leaves is cancelled here and there, and rejects with why', async () => {
  const slow = await startReplica('slow', () => 2_000);
  const client = clientOf(slow.address);
  const caller = new AbortController();
  const call = withRequestContext({ requestId: 'req_1', signal: caller.signal }, () => answeredBy(client));
  call.catch(() => undefined);
  await until('it is under way', () => slow.seen.calls === 1);
  caller.abort(new CallerLeftError());
  await expect(call).rejects.toThrow(CallerLeftError);
  await until('the service knows', () => slow.seen.cancelled === 1, 1_500);
  await expect(
    withRequestContext({ requestId: 'req_1', signal: caller.signal }, () => answeredBy(client)),
  ).rejects.toThrow(CallerLeftError);
  expect(slow.seen.calls).toBe(1);
});

test('a call that was answered is nobody’s concern when its caller leaves afterwards', async () => {
  const quick = await startReplica('quick');
  const client = clientOf(quick.address);
  const caller = new AbortController();
  await withRequestContext({ requestId: 'req_1', signal: caller.signal }, () => answeredBy(client));
  caller.abort(new CallerLeftError());
  await sleep(50);
  expect(quick.seen.cancelled).toBe(0);
});

test('a replica that freezes is left out within seconds, and asked again when it thaws', async () => {
  const one = await startReplica('one');
  const two = await startReplica('two');
  const line = await startTcpProxy({ to: one.address });
  opened.push(() => line.stop());
  const client = createGrpcClient<'auth'>({
    service: 'auth',
    address: `${line.address},${two.address}`,
    calls: clientHooks(keys.signer('orders'), quietLogger()),
    timeoutMs: 1_000,
  });
  opened.push(() => client.close());
  await until('both answer', async () => {
    await answeredBy(client);
    return one.seen.calls > 0 && two.seen.calls > 0;
  });

  line.freeze();
  const begun = performance.now();
  await until(
    'ten in a row are answered',
    async () => {
      for (let i = 0; i < 10; i++) await answeredBy(client);
      return true;
    },
    20_000,
  );
  expect(performance.now() - begun).toBeLessThan(12_000);

  line.heal();
  const before = one.seen.calls;
  await until(
    'it answers again',
    async () => {
      await answeredBy(client).catch(() => undefined);
      return one.seen.calls > before;
    },
    20_000,
  );
}, 60_000);

test('a replica that stops under load answers what it has begun, and no call fails', async () => {
  const leaving = await startReplica('leaving', () => 20);
  const staying = await startReplica('staying', () => 20);
  const client = clientOf(`${leaving.address},${staying.address}`);
  let stopped = false;
  const answers: string[] = [];
  const load = async () => {
    while (!stopped) answers.push(await answeredBy(client));
  };
  const workers = Promise.all(Array.from({ length: 10 }, load));
  await sleep(300);
  await leaving.stop();
  const before = answers.length;
  await sleep(300);
  stopped = true;
  await workers;
  expect(new Set(answers.slice(0, before))).toEqual(new Set(['leaving', 'staying']));
  expect(new Set(answers.slice(before + 20))).toEqual(new Set(['staying']));
});
