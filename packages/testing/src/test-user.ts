import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { testClient, type TestResponse } from './http-client.ts';
import { until } from './until.ts';

/** Where the stack is that people use. */
export interface TestStack {
  gatewayUrl: string;
  /** The provider emulator, which plays the people's banks. */
  emulatorUrl: string;
}

/** An answer that was not what the step needed. Says what was asked and what came. */
class UnexpectedResponse extends Error {
  constructor(what: string, answer: TestResponse) {
    super(`${what}: ${answer.status} ${answer.text.slice(0, 500)}`);
    this.name = 'UnexpectedResponse';
  }
}

function expectStatus(what: string, answer: TestResponse, status: number): TestResponse['body']['data'] {
  if (answer.status !== status) throw new UnexpectedResponse(what, answer);
  return answer.body.data;
}

/** Where people have things delivered to. */
export const ADDRESS = {
  name: 'Asha Rao',
  line1: '12 Church Street',
  city: 'Bengaluru',
  state: 'Karnataka',
  pincode: '560001',
  phone: '+919845012345',
};

/** One event of the person's stream, as the socket brought it. */
export interface StreamEvent {
  name: string;
  seq: number;
  // Each event has fields of its own; the tests look at them by name.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  [field: string]: any;
}

/** A live connection that keeps what it hears. */
export interface LiveConnection {
  readonly events: StreamEvent[];
  readonly socket: Socket;
  /** The highest seq heard. */
  lastSeq(): number;
  close(): void;
}

/** A person with the app in hand: everything goes through the gateway, as from a phone. */
export class TestUser {
  readonly phone: string;
  readonly userId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly api: ReturnType<typeof testClient>;
  readonly #stack: TestStack;

  private constructor(
    stack: TestStack,
    phone: string,
    signedIn: { user: { id: string }; accessToken: string; refreshToken: string },
  ) {
    this.#stack = stack;
    this.phone = phone;
    this.userId = signedIn.user.id;
    this.accessToken = signedIn.accessToken;
    this.refreshToken = signedIn.refreshToken;
    this.api = testClient(stack.gatewayUrl, { authorization: `Bearer ${signedIn.accessToken}` });
  }

  /** Signs in by a code that comes by SMS; the development mailbox shows it. */
  static async signIn(stack: TestStack, phone: string): Promise<TestUser> {
    const api = testClient(stack.gatewayUrl);
    const asked = expectStatus('ask for a code', await api.post('/api/v1/auth/otp/request', { phone }), 200);
    const otp = await until('the code arrives', async () => {
      const { body } = await api.get(`/api/v1/dev/messages?to=${encodeURIComponent(phone)}`);
      return /\b(\d{6})\b/.exec(JSON.stringify(body?.data?.items?.[0]?.body ?? ''))?.[1];
    });
    const verified = await api.post('/api/v1/auth/otp/verify', { sessionId: asked.sessionId, phone, otp });
    return new TestUser(stack, phone, expectStatus('sign in', verified, 200));
  }

  /** Goes on with a kept session; undefined when it has ended. */
  static async resume(stack: TestStack, phone: string, refreshToken: string): Promise<TestUser | undefined> {
    const answer = await testClient(stack.gatewayUrl).post('/api/v1/auth/refresh', { refreshToken });
    if (answer.status === 401) return undefined;
    const tokens = expectStatus('refresh the session', answer, 200);
    const api = testClient(stack.gatewayUrl, { authorization: `Bearer ${tokens.accessToken}` });
    const { user } = expectStatus('read the profile', await api.get('/api/v1/users/profile'), 200);
    return new TestUser(stack, phone, { ...tokens, user });
  }

  /** Tops the wallet up through the emulated Razorpay and reports it as the app does. Amount in paise. */
  async topUp(amount: number): Promise<void> {
    const started = expectStatus(
      'start a top-up',
      await this.api.post(
        '/api/v1/wallet/topup',
        { amount: { amount, currency: 'INR' }, provider: 'razorpay' },
        { 'idempotency-key': randomUUID() },
      ),
      201,
    );
    const paid = await testClient(this.#stack.emulatorUrl).post(
      `/emulator/razorpay/orders/${started.orderId}/pay`,
      {},
    );
    if (paid.status >= 300) throw new UnexpectedResponse('pay at the provider', paid);
    const report = {
      orderId: paid.body.razorpay_order_id,
      paymentId: paid.body.razorpay_payment_id,
      signature: paid.body.razorpay_signature,
    };
    expectStatus('report the payment', await this.api.post('/api/v1/payments/razorpay/verify', report), 200);
  }

  /** Available and held money in paise. */
  async balance(): Promise<{ available: number; held: number }> {
    const { balance, held } = expectStatus(
      'read the balance',
      await this.api.get('/api/v1/wallet/balance'),
      200,
    );
    return { available: balance.amount, held: held.amount };
  }

  async addToCart(productId: string, quantity: number, variantId?: string): Promise<void> {
    const line = { productId, quantity, ...(variantId !== undefined && { variantId }) };
    const answer = await this.api.post('/api/v1/cart/add', line);
    if (answer.status >= 300) throw new UnexpectedResponse('add to the cart', answer);
  }

  /** Places the order of what is in the cart; the answer is for the caller to judge. */
  placeOrder(
    idempotencyKey: string = randomUUID(),
    headers: Record<string, string> = {},
  ): Promise<TestResponse> {
    return this.api.post(
      '/api/v1/orders',
      { address: ADDRESS, paymentMethod: 'wallet' },
      { 'idempotency-key': idempotencyKey, ...headers },
    );
  }

  /** Opens the live connection; with `lastSeq` it first hears what it missed. */
  async listen(lastSeq?: number): Promise<LiveConnection> {
    const events: StreamEvent[] = [];
    const socket = io(this.#stack.gatewayUrl, {
      path: '/socket.io',
      transports: ['websocket'],
      auth: { token: this.accessToken, ...(lastSeq !== undefined && { lastSeq }) },
      forceNew: true,
      reconnection: false,
    });
    let opened = false;
    socket.onAny((name: string, payload: { seq?: number }, received?: () => void) => {
      if (name === 'stream_opened') opened = true;
      if (typeof payload?.seq === 'number') events.push({ ...payload, name, seq: payload.seq });
      received?.();
    });
    let failure: Error | undefined;
    socket.on('connect_error', (error) => (failure = error));
    await until('the live connection is open or refused', () => opened || failure !== undefined);
    if (failure) throw failure;
    return {
      events,
      socket,
      lastSeq: () => events.reduce((highest, { seq }) => Math.max(highest, seq), lastSeq ?? 0),
      close: () => socket.disconnect(),
    };
  }
}

/** A phone number of nobody; `n` makes it another one. */
export const phoneNumber = (n: number): string => `+9199${String(10_000_000 + n)}`;
