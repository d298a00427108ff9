import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, credentials } from '@grpc/grpc-js';
import { service as healthService } from 'grpc-health-check';
import { z } from 'zod';
import { AppError } from '../src/errors/index.ts';
import {
  createGrpcClient,
  grpcMethod,
  grpcMoneySchema,
  startGrpcServer,
  type GrpcImplementation,
  type ServerHooks,
  type ClientHooks,
} from '../src/grpc/index.ts';
import { RetryBudget } from '../src/grpc/retry-budget.ts';

const failures: unknown[] = [];
const answered: string[] = [];
const incoming: ServerHooks = {
  verifyCaller(token) {
    if (token === undefined || !token.startsWith('signed:')) throw new AppError('UNAUTHORIZED');
    return token.slice('signed:'.length);
  },
  run: (_facts, work) => work(),
  logAnswer: (method) => void answered.push(method),
  logFailure: (error) => void failures.push(error),
};
const outgoing = (identity: string, deadline?: number): ClientHooks => ({
  identityFor: () => identity,
  deadline: () => deadline,
  signal: () => undefined,
  requestId: () => 'req_1',
});

let behaviour: () => Promise<never> = async () => {
  throw new Error('not set');
};
const fails = grpcMethod({ callers: ['orders'], schema: z.unknown(), handle: () => behaviour() });
const wallet: GrpcImplementation<'wallet'> = {
  Authorize: grpcMethod({
    callers: ['orders'],
    schema: z.object({ paymentId: z.string().min(1), amount: grpcMoneySchema }),
    handle: async ({ paymentId, amount }) => ({
      id: paymentId,
      amount: { amount: String(amount.amount), currency: amount.currency },
    }),
  }),
  Capture: fails,
  Void: fails,
  Refund: fails,
  GetPayments: grpcMethod({
    callers: ['orders'],
    schema: z.object({ ids: z.array(z.string()) }),
    handle: async () => ({ payments: [] }),
  }),
};

let server: Awaited<ReturnType<typeof startGrpcServer>>;
const clients: Array<{ close(): void }> = [];
const client = (
  identity = 'signed:orders',
  options: { deadline?: number; address?: string; timeoutMs?: number } = {},
) => {
  const made = createGrpcClient<'wallet'>({
    service: 'wallet',
    address: options.address ?? `127.0.0.1:${server.port}`,
    calls: outgoing(identity, options.deadline),
    timeoutMs: options.timeoutMs ?? 2000,
  });
  clients.push(made);
  return made;
};

beforeAll(async () => {
  server = await startGrpcServer({
    service: 'wallet',
    host: '127.0.0.1',
    port: 0,
    calls: incoming,
    implementation: wallet,
  });
});
afterAll(async () => {
  for (const made of clients) made.close();
  await server.stop();
});

test('an amount near 2^53 crosses to the last paisa', async () => {
  const payment = await client().authorize({
    paymentId: 'pay_1',
    amount: { amount: '9007199254740991', currency: 'INR' },
  });
  expect(payment.amount).toEqual({ amount: '9007199254740991', currency: 'INR' });
  expect(answered).toContain('wallet.Authorize');
});

test('an amount that is not exact, and a missing field, are refused with their path', async () => {
  const refused = client().authorize({ amount: { amount: '9007199254740993', currency: 'INR' } });
  await expect(refused).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    details: [expect.objectContaining({ path: 'paymentId' }), expect.objectContaining({ path: 'amount' })],
  });
});

test('a caller without identity is UNAUTHORIZED, one that is not on the list FORBIDDEN', async () => {
  await expect(client('forged').getPayments({ ids: [] })).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  await expect(client('signed:notify').getPayments({ ids: [] })).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('an error crosses with code, words, details and retryAfter', async () => {
  behaviour = async () => {
    throw new AppError('INSUFFICIENT_FUNDS', {
      message: 'short by 5',
      details: [{ path: 'amount', missing: 5 }],
      retryAfter: 3,
    });
  };
  await expect(client().capture({})).rejects.toMatchObject({
    code: 'INSUFFICIENT_FUNDS',
    message: 'short by 5',
    details: [{ path: 'amount', missing: 5 }],
    retryAfter: 3,
  });
});

test('what went wrong inside stays inside', async () => {
  behaviour = async () => {
    throw new Error('mongodb://secret@host is down');
  };
  const error: unknown = await client()
    .void({})
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'SERVER_ERROR' });
  expect(JSON.stringify(error) + String((error as Error).message)).not.toContain('secret');
  expect(failures.at(-1)).toMatchObject({ message: 'mongodb://secret@host is down' });
});

test('a call ends at the deadline of the request it serves, also when its own time is longer', async () => {
  behaviour = async () => {
    await sleep(1000);
    throw new Error('too late');
  };
  const start = Date.now();
  await expect(
    client('signed:orders', { deadline: Date.now() + 150, timeoutMs: 5000 }).refund({}),
  ).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
  expect(Date.now() - start).toBeLessThan(800);
});

test('a service that cannot be reached is UPSTREAM_UNAVAILABLE', async () => {
  await expect(
    client('signed:orders', { address: '127.0.0.1:1', timeoutMs: 1000 }).getPayments({}),
  ).rejects.toMatchObject({
    code: 'UPSTREAM_UNAVAILABLE',
  });
});

test('with one of two replicas dead, calls are answered by the other', async () => {
  const dead = createServer();
  const port = await new Promise<number>((resolve) =>
    dead.listen(0, '127.0.0.1', () => resolve((dead.address() as { port: number }).port)),
  );
  await new Promise((resolve) => dead.close(resolve));
  const pair = client('signed:orders', { address: `127.0.0.1:${port},127.0.0.1:${server.port}` });
  const answers = await Promise.all(Array.from({ length: 10 }, () => pair.getPayments({ ids: [] })));
  expect(answers).toHaveLength(10);
});

test('health checks hear SERVING, and NOT_SERVING of a server that is about to leave', async () => {
  const leaving = await startGrpcServer({
    service: 'wallet',
    host: '127.0.0.1',
    port: 0,
    calls: incoming,
    implementation: wallet,
  });
  const prober = new Client(`127.0.0.1:${leaving.port}`, credentials.createInsecure());
  clients.push(prober);
  const { path, requestSerialize, responseDeserialize } = healthService['Check']!;
  const check = () =>
    new Promise((resolve, reject) => {
      prober.makeUnaryRequest(path, requestSerialize, responseDeserialize, { service: '' }, (error, value) =>
        error ? reject(error) : resolve(value),
      );
    });
  expect(await check()).toEqual({ status: 'SERVING' });
  leaving.leaving();
  expect(await check()).toEqual({ status: 'NOT_SERVING' });
  await leaving.stop();
});

test('retries stay a small share of calls', () => {
  const budget = new RetryBudget(0.1, 2);
  expect([budget.take(), budget.take(), budget.take()]).toEqual([true, true, false]);
  for (let i = 0; i < 9; i++) budget.recordCall();
  expect(budget.take()).toBe(false);
  budget.recordCall();
  budget.recordCall();
  expect(budget.take()).toBe(true);
});
