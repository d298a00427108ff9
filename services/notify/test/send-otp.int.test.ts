import { callAs, testClient, type InProcessService } from '@chowk/testing';
import type { GrpcClient } from '@chowk/contracts/grpc';
import { newId } from '@chowk/runtime/ids';
import { startProviderEmulator, type ProviderEmulator } from '@chowk/provider-emulator';
import { smsModel } from '../src/sms/persistence/sms.model.ts';
import { startNotify, type NotifyFixture } from './fixture.ts';

let fixture: NotifyFixture;
let emulator: ProviderEmulator;
let withMailbox: InProcessService;
let withGateway: InProcessService;
let mailbox: GrpcClient<'notify'>;
let gateway: GrpcClient<'notify'>;

beforeAll(async () => {
  fixture = await startNotify();
  emulator = await startProviderEmulator({
    port: 0,
    razorpay: { keyId: 'rzp_test_x', keySecret: 'a', webhookSecret: 'b' },
  });
  withMailbox = await fixture.replica();
  withGateway = await fixture.replica({
    SMS_DRIVER: 'http',
    SMS_BASE_URL: emulator.url,
    SMS_TIMEOUT_MS: '300',
    SMS_TRIES: '2',
  });
  mailbox = callAs('auth', 'notify', withMailbox.grpcAddress, fixture.keys);
  gateway = callAs('auth', 'notify', withGateway.grpcAddress, fixture.keys);
}, 60_000);
afterAll(async () => {
  mailbox.close();
  gateway.close();
  await emulator.stop();
  await fixture.stop();
}, 60_000);

let phones = 0;
const request = (over: object = {}) => ({
  requestId: newId('otp'),
  phone: `+9198765${String((phones += 1)).padStart(5, '0')}`,
  code: '482913',
  expiresInSeconds: 300,
  language: 'en',
  ...over,
});

const atGateway = async (phone: string): Promise<Array<{ body: string; reference: string }>> => {
  const answer = await testClient(emulator.url).get(`/emulator/sms/messages?to=${encodeURIComponent(phone)}`);
  return answer.body.messages;
};
const fault = (kind: string, more: object = {}) =>
  testClient(emulator.url).post('/emulator/faults', { provider: 'sms', kind, on: 'api', ...more });
const stored = (requestId: string) => smsModel(fixture.connection).findOne({ requestId }).lean();

describe('the mailbox of development', () => {
  const shown = (query: string) =>
    testClient(withMailbox.url, fixture.keys.headers('notify')).get(`/api/v1/dev/messages${query}`);

  test('shows nothing where pages for developers were not asked for, whatever the mode', async () => {
    const closed = await fixture.replica({ DEV_PAGES: 'false', HOST: '0.0.0.0' });
    const answer = await testClient(closed.url, fixture.keys.headers('notify')).get('/api/v1/dev/messages');
    expect([answer.status, answer.body.code]).toEqual([404, 'NOT_FOUND']);
  });

  test('shows the code to whoever asks for the number, in the language asked for', async () => {
    const otp = request({ language: 'hi-IN' });
    const { messageId } = await mailbox.sendOtp(otp);
    const answer = await shown(`?to=${encodeURIComponent(otp.phone)}`);
    expect(answer.body.data.items).toEqual([
      {
        id: messageId,
        channel: 'sms',
        to: otp.phone,
        body: expect.stringContaining('482913'),
        at: expect.any(String),
      },
    ]);
    expect(answer.body.data.items[0].body).toContain('आपका Chowk कोड');
    // As typed by hand: the plus arrives as a space.
    expect((await shown(`?to=${otp.phone}`)).body.data.items).toHaveLength(1);
    expect((await shown('')).body.data.items[0].id).toBe(messageId);
  });

  test.each([
    ['no number', '?to=abc', 'query.to'],
    ['an operator', '?to[$ne]=x', 'query.to[$ne]'],
    ['too many', '?limit=1000', 'query.limit'],
  ])('%s is 422', async (_what, query, path) => {
    const answer = await shown(query);
    expect([answer.status, answer.body.details[0].path]).toEqual([422, path]);
  });

  test('does not answer without the gateway', async () => {
    expect((await testClient(withMailbox.url).get('/api/v1/dev/messages')).status).toBe(401);
  });
});

describe('a request', () => {
  test('that comes 20 times at once, and later again, sends one message and has one answer', async () => {
    const otp = request();
    const answers = await Promise.all(Array.from({ length: 20 }, () => gateway.sendOtp(otp)));
    answers.push(await gateway.sendOtp(otp), await mailbox.sendOtp(otp));
    expect(new Set(answers.map(({ messageId }) => messageId)).size).toBe(1);
    const messages = await atGateway(otp.phone);
    expect(messages).toEqual([
      expect.objectContaining({ body: expect.stringContaining('482913'), reference: answers[0]!.messageId }),
    ]);
  });

  test('that the gateway fails once is tried again, and both attempts are on record without code or number', async () => {
    const otp = request();
    await fault('error');
    await gateway.sendOtp(otp);
    expect(await atGateway(otp.phone)).toHaveLength(1);
    const row = await stored(otp.requestId);
    expect(row).toMatchObject({
      state: 'sent',
      attempts: [
        { driver: 'http', error: 'Error: the SMS gateway answered 500', ms: expect.any(Number) },
        { driver: 'http', ms: expect.any(Number) },
      ],
    });
    expect(JSON.stringify(row)).not.toContain(otp.code);
    expect(JSON.stringify(row)).not.toContain(otp.phone.slice(1));
  });

  test('that the gateway keeps failing is SMS_UNAVAILABLE, and the same request may try anew', async () => {
    const otp = request();
    await fault('error', { times: 2, status: 503 });
    await expect(gateway.sendOtp(otp)).rejects.toMatchObject({ code: 'SMS_UNAVAILABLE', retryAfter: 5 });
    expect((await stored(otp.requestId))?.state).toBe('failed');
    await gateway.sendOtp(otp);
    expect(await atGateway(otp.phone)).toHaveLength(1);
  });

  test('that the gateway leaves hanging is given up after the time limit and tried again', async () => {
    const otp = request();
    await fault('hang', { ms: 3_000 });
    await gateway.sendOtp(otp);
    expect(await atGateway(otp.phone)).toHaveLength(1);
    expect((await stored(otp.requestId))?.attempts[0]?.error).toContain('TimeoutError');
  });

  test('that the gateway refuses is not tried again', async () => {
    const otp = request();
    await fault('error', { times: 5, status: 400 });
    await expect(gateway.sendOtp(otp)).rejects.toMatchObject({ code: 'SMS_UNAVAILABLE' });
    expect((await stored(otp.requestId))?.attempts).toHaveLength(1);
    await testClient(emulator.url).delete('/emulator/faults');
  });

  test.each(['orders', 'gateway', 'wallet'] as const)(
    'of %s is refused: only auth sends codes',
    async (caller) => {
      const client = callAs(caller, 'notify', withMailbox.grpcAddress, fixture.keys);
      await expect(client.sendOtp(request())).rejects.toMatchObject({ code: 'FORBIDDEN' });
      client.close();
    },
  );

  test.each([
    ['phone', { phone: '9876543210' }],
    ['phone', { phone: '+91\r\n9876543210' }],
    ['code', { code: '12ab56' }],
    ['code', { code: '' }],
    ['requestId', { requestId: '' }],
    ['requestId', { requestId: 'a'.repeat(101) }],
    ['expiresInSeconds', { expiresInSeconds: 0 }],
    ['language', { language: 'x'.repeat(36) }],
  ])('with a wrong %s is refused with its path: %j', async (path, over) => {
    await expect(mailbox.sendOtp(request(over))).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      details: [expect.objectContaining({ path })],
    });
  });
});
