import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startProviderEmulator, type ProviderEmulator } from '@chowk/provider-emulator';
import type { Role } from '@chowk/runtime/identity';
import { newId } from '@chowk/runtime/ids';
import {
  callAs,
  createTestKeys,
  inr,
  listenToEvents,
  startInProcess,
  testClient,
  testDatabase,
  testEnv,
  uniqueName,
  until,
  type InProcessService,
  type EventLog,
} from '@chowk/testing';
import { compose } from '../src/compose.ts';
import { configSchema } from '../src/config.ts';
import type { LedgerReport } from '../src/ledger/domain/ledger-report.ts';

export const KEY_ID = 'rzp_test_walletfixture0';
export const KEY_SECRET = 'key-secret-of-the-tests';
export const WEBHOOK_SECRET = 'webhook-secret-of-the-tests';

/** What the provider's checkout hands to the buyer. */
interface CheckoutResult {
  razorpay_payment_id: string;
  razorpay_order_id: string;
  razorpay_signature: string;
}

export type WalletFixture = Awaited<ReturnType<typeof startWallet>>;

/**
 * Wallet replicas over real stores and an emulated Razorpay, whose webhooks come in through a stand-in for the
 * gateway: it adds an anonymous identity and passes the bytes on. Webhooks are off until `webhooks(true)`.
 */
export async function startWallet(options: { replicas?: number; env?: Record<string, string> } = {}) {
  const keys = createTestKeys();
  const db = await testDatabase();
  const prefix = uniqueName('wallet');
  const events: EventLog = await listenToEvents(prefix);
  const emulator: ProviderEmulator = await startProviderEmulator({
    razorpay: {
      keyId: KEY_ID,
      keySecret: KEY_SECRET,
      webhookSecret: WEBHOOK_SECRET,
      webhookDelivery: { firstBackoffMs: 20 },
    },
  });
  const env = {
    ...testEnv('wallet', keys, db.name, prefix),
    RAZORPAY_KEY_ID: KEY_ID,
    RAZORPAY_KEY_SECRET: KEY_SECRET,
    RAZORPAY_WEBHOOK_SECRET: WEBHOOK_SECRET,
    RAZORPAY_BASE_URL: emulator.url,
    RAZORPAY_TIMEOUT_MS: '1000',
    // Tests that want the poller or the sweep set a short time.
    TOPUP_POLL_MS: '3600000',
    HOLD_SWEEP_MS: '3600000',
    WEBHOOK_SWEEP_MS: '100',
    ...options.env,
  };
  const replicas: InProcessService[] = [];
  const startReplica = async (extra: Record<string, string> = {}): Promise<InProcessService> => {
    const replica = await startInProcess({ schema: configSchema, compose, env: { ...env, ...extra } });
    replicas.push(replica);
    return replica;
  };
  for (let i = 0; i < (options.replicas ?? 1); i++) await startReplica();

  let turn = 0;
  const anyReplica = () => replicas[turn++ % replicas.length]!;
  const gateway = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void fetch(anyReplica().url + request.url, {
        method: 'POST',
        headers: { ...(request.headers as Record<string, string>), ...keys.headers('wallet') },
        body: Buffer.concat(chunks),
      }).then(
        async (answer) => {
          response.statusCode = answer.status;
          response.end(await answer.text());
        },
        () => response.destroy(),
      );
    });
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  const webhookUrl = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/api/v1/payments/webhooks/razorpay`;

  const emulatorClient = testClient(emulator.url);
  const http = (userId: string, roles: Role[] = ['user']) =>
    testClient(anyReplica().url, keys.headers('wallet', { userId, roles }));
  const grpcClients = new Map<string, ReturnType<typeof callAs<'wallet'>>>();

  const fixture = {
    db,
    env,
    keys,
    emulator,
    events,
    replicas,
    startReplica,
    webhookUrl,
    http,
    anonymous: () => testClient(anyReplica().url, keys.headers('wallet')),
    newUser: () => newId('usr'),
    /** Another service's client; each call goes to the next replica. */
    grpc(caller: 'orders' | 'catalog' = 'orders', timeoutMs?: number) {
      const { grpcAddress } = anyReplica();
      const key = `${caller} ${grpcAddress} ${timeoutMs}`;
      const known = grpcClients.get(key) ?? callAs(caller, 'wallet', grpcAddress, keys, timeoutMs);
      grpcClients.set(key, known);
      return known;
    },
    webhooks: (on: boolean) => emulator.setWebhookUrl(on ? webhookUrl : null),
    /** Posts a webhook as Razorpay would; the signature is right unless another one is given. */
    async postWebhook(
      body: string,
      { eventId = newId('evt'), signature = sign(body) }: { eventId?: string; signature?: string } = {},
    ) {
      const headers = { 'x-razorpay-signature': signature, 'x-razorpay-event-id': eventId };
      return testClient(webhookUrl).post('', body, headers);
    },
    async fault(fault: { kind: string; on: 'api' | 'webhook'; match?: string; times?: number; ms?: number }) {
      const { status } = await emulatorClient.post('/emulator/faults', { provider: 'razorpay', ...fault });
      if (status !== 201) throw new Error('fault not armed');
    },
    async topup(userId: string, amount: number) {
      const answer = await http(userId).post(
        '/api/v1/wallet/topup',
        { amount: inr(amount), provider: 'razorpay' },
        { 'idempotency-key': newId('key') },
      );
      if (answer.status !== 201) throw new Error(`top-up answered ${answer.status}: ${answer.text}`);
      return answer.body.data as { topup: { id: string; status: string }; orderId: string };
    },
    async pay(orderId: string, body: object = {}): Promise<CheckoutResult> {
      return (await emulatorClient.post(`/emulator/razorpay/orders/${orderId}/pay`, body))
        .body as CheckoutResult;
    },
    /** What people do in the provider's dashboard, and banks: `/payments/:id/refund`, `/disputes/:id/lost`. */
    async outside(path: string, body: object = {}) {
      const answer = await emulatorClient.post(`/emulator/razorpay${path}`, body);
      if (answer.status !== 200) throw new Error(`the emulator answered ${answer.status}: ${answer.text}`);
      return answer.body as { id: string; amount: number };
    },
    /** The webhooks that the emulator has made about an order, sent or not, in order. */
    async webhooksOf(orderId: string) {
      const { webhooks } = (await emulatorClient.get('/emulator/razorpay/webhooks')).body as {
        webhooks: Array<{ id: string; event: string; lane: string; body: string }>;
      };
      return webhooks.filter(({ lane }) => lane === orderId);
    },
    /** What a user owes. */
    async owed(userId: string) {
      return ((await http(userId).get('/api/v1/wallet/balance')).body.data.owed?.amount ?? 0) as number;
    },
    /** The buyer's client reports the checkout. */
    report: (
      userId: string,
      { razorpay_order_id, razorpay_payment_id, razorpay_signature }: CheckoutResult,
    ) =>
      http(userId).post('/api/v1/payments/razorpay/verify', {
        orderId: razorpay_order_id,
        paymentId: razorpay_payment_id,
        signature: razorpay_signature,
      }),
    /** A new user with money from a real top-up. */
    async fundedUser(amount: number): Promise<string> {
      const userId = newId('usr');
      const { orderId } = await fixture.topup(userId, amount);
      const { status, text } = await fixture.report(userId, await fixture.pay(orderId));
      if (status !== 200) throw new Error(`the callback answered ${status}: ${text}`);
      return userId;
    },
    async balance(userId: string) {
      const { balance, held, totalEarned, totalSpent } = (await http(userId).get('/api/v1/wallet/balance'))
        .body.data as Record<string, { amount: number }>;
      return [balance!.amount, held!.amount, totalEarned!.amount, totalSpent!.amount];
    },
    async payment(userId: string, id: string) {
      return (await http(userId).get(`/api/v1/payments/${id}`)).body.data.payment as { status: string };
    },
    /** Has all of the ledger verified, and waits for the report. */
    async verifyLedger() {
      const path = '/api/v1/admin/ledger/verify';
      const staff = http('usr_admin', ['admin']);
      const started = await staff.post(path, { mode: 'full' });
      if (started.status !== 202) throw new Error(`verify answered ${started.status}: ${started.text}`);
      const { id } = started.body.data.verification as { id: string };
      return until(
        'the ledger is verified',
        async () => {
          const { last } = (await staff.get(path)).body.data as {
            last: { id: string; report: LedgerReport } | null;
          };
          return last?.id === id && last.report;
        },
        30_000,
      );
    },
    async stop() {
      for (const client of grpcClients.values()) client.close();
      await emulator.stop();
      for (const replica of replicas) await replica.stop();
      gateway.closeAllConnections();
      await new Promise((resolve) => gateway.close(resolve));
      await events.stop();
      await db.drop();
    },
  };
  return fixture;
}

export const sign = (body: string, secret = WEBHOOK_SECRET): string =>
  createHmac('sha256', secret).update(body).digest('hex');

/** Stops a wallet whose ledger, whatever the tests did, proves itself. */
export async function proveAndStop(wallet: WalletFixture): Promise<void> {
  const report = await wallet.verifyLedger();
  await wallet.stop();
  expect(report).toMatchObject({ ok: true, problems: [] });
  expect(report.sums).toEqual([{ currency: 'INR', sum: 0 }]);
}
