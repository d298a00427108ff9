import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, credentials } from '@grpc/grpc-js';
import { service as healthService } from 'grpc-health-check';
import { z } from 'zod';
import { AppError, type ErrorCode } from '../src/errors/index.ts';
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
    schema: z.object({ ids: z.array(z.string().max(9)) }),
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
    // What the server says is what is tested here; what a client makes of it, at the end.
    expects: 'all',
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

describe('a refusal of who calls or what it sends', () => {
  const refusals: Array<[string, string]> = [];
  const caller = (identity = 'signed:orders') => {
    const calls: ClientHooks = {
      ...outgoing(identity),
      logRefusal: ({ code }, method) => void refusals.push([method, code]),
    };
    const made = createGrpcClient<'wallet'>({
      service: 'wallet',
      address: `127.0.0.1:${server.port}`,
      calls,
    });
    clients.push(made);
    return made;
  };
  const refuseWith = (code: ErrorCode) => {
    behaviour = async () => {
      throw new AppError(code, { message: 'of wallet', details: [{ path: 'amount', message: 'of wallet' }] });
    };
  };
  beforeEach(() => void refusals.splice(0));

  test.each(['UNAUTHORIZED', 'FORBIDDEN', 'VALIDATION_FAILED', 'BAD_REQUEST', 'INVALID_OTP'] as const)(
    '%s is our own fault: SERVER_ERROR, without the words of the neighbour, and logged with its code',
    async (code) => {
      refuseWith(code);
      const error = await caller()
        .capture({})
        .catch((thrown: AppError) => thrown);
      expect(error).toMatchObject({ code: 'SERVER_ERROR', details: undefined });
      expect((error as AppError).message).not.toContain('wallet');
      expect((error as AppError).cause).toMatchObject({ message: `wallet.Capture refused us with ${code}` });
      expect(refusals).toEqual([['wallet.Capture', code]]);
    },
  );

  test('so it is when the neighbour does not know our key any more, or we send what it does not take', async () => {
    await expect(caller('forged').getPayments({ ids: [] })).rejects.toMatchObject({ code: 'SERVER_ERROR' });
    await expect(caller().authorize({})).rejects.toMatchObject({ code: 'SERVER_ERROR', details: undefined });
    expect(refusals.map(([, code]) => code)).toEqual(['UNAUTHORIZED', 'VALIDATION_FAILED']);
  });

  test('a call site that expects a code gets it, and no other', async () => {
    const expects = ['AMOUNT_OUT_OF_RANGE'] as const;
    refuseWith('AMOUNT_OUT_OF_RANGE');
    await expect(caller().capture({}, { expects })).rejects.toMatchObject({ code: 'AMOUNT_OUT_OF_RANGE' });
    refuseWith('CURRENCY_MISMATCH');
    await expect(caller().capture({}, { expects })).rejects.toMatchObject({ code: 'SERVER_ERROR' });
  });

  test.each([
    'PAYMENT_NOT_FOUND',
    'INSUFFICIENT_FUNDS',
    'QR_CODE_GONE',
    'RATE_LIMITED',
    'OVERLOADED',
  ] as const)('%s tells of the subject or of a load, and crosses as it is', async (code) => {
    refuseWith(code);
    await expect(caller().capture({})).rejects.toMatchObject({ code, message: 'of wallet' });
    expect(refusals).toEqual([]);
  });

  test('an answer to thousands of wrong items stays small', async () => {
    const refused = (await client()
      .getPayments({ ids: Array<string>(50_000).fill('far too long') })
      .catch((thrown: AppError) => thrown)) as AppError;
    expect(refused).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(refused.details).toHaveLength(20);
    expect(refused.details!.at(-1)).toEqual({ message: 'and 49981 more' });
    behaviour = async () => {
      throw new AppError('OUT_OF_STOCK', {
        details: Array.from({ length: 10_000 }, (_, at) => ({
          path: `lines.${at}`,
          message: 'x'.repeat(500),
        })),
      });
    };
    const error = (await client()
      .void({})
      .catch((thrown: AppError) => thrown)) as AppError;
    expect(error.details).toHaveLength(20);
    expect(error.details!.at(-1)).toEqual({ message: 'and 9981 more' });
    expect(JSON.stringify(error.details).length).toBeLessThan(8 * 1024);
  });
});
