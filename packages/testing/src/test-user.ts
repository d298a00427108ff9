import { randomUUID } from 'node:crypto';
import { createClient, orThrow, type Answer, type Operations, type Result } from '@chowk/client';
import { io, type Socket } from 'socket.io-client';
import { testClient } from './http-client.ts';
import { until } from './until.ts';

/** Where the stack is that people use. */
export interface TestStack {
  gatewayUrl: string;
  /** The provider emulator, which plays the people's banks. */
  emulatorUrl: string;
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
  /** The typed client, signed in. */
  readonly chowk: Operations;
  /** Bare HTTP with the same token, for what no typed client would send. */
  readonly api: ReturnType<typeof testClient>;
  readonly #stack: TestStack;

  private constructor(
    stack: TestStack,
    phone: string,
    signedIn: Pick<Answer<'verifyOtp'>, 'accessToken' | 'refreshToken'> & { user: { id: string } },
  ) {
    const { accessToken, refreshToken, user } = signedIn;
    this.#stack = stack;
    this.phone = phone;
    this.userId = user.id;
    this.accessToken = accessToken;
    this.refreshToken = refreshToken;
    this.chowk = createClient({ baseUrl: stack.gatewayUrl, token: () => accessToken });
    this.api = testClient(stack.gatewayUrl, { authorization: `Bearer ${accessToken}` });
  }

  /** Signs in by a code that comes by SMS; the development mailbox shows it. */
  static async signIn(stack: TestStack, phone: string): Promise<TestUser> {
    const chowk = createClient({ baseUrl: stack.gatewayUrl });
    const { sessionId } = (await orThrow(chowk.requestOtp({ body: { phone } }))).data;
    const otp = await until('the code arrives', async () => {
      // A page for developers: it is not part of the published contract.
      const { body } = await testClient(stack.gatewayUrl).get(
        `/api/v1/dev/messages?to=${encodeURIComponent(phone)}`,
      );
      return /\b(\d{6})\b/.exec(JSON.stringify(body?.data?.items?.[0]?.body ?? ''))?.[1];
    });
    const verified = await orThrow(chowk.verifyOtp({ body: { sessionId, phone, otp } }));
    return new TestUser(stack, phone, verified.data);
  }

  /** Goes on with a kept session; undefined when it has ended. */
  static async resume(stack: TestStack, phone: string, refreshToken: string): Promise<TestUser | undefined> {
    const refreshed = await createClient({ baseUrl: stack.gatewayUrl }).refreshTokens({
      body: { refreshToken },
    });
    if (!refreshed.ok && refreshed.status === 401) return undefined;
    const tokens = (await orThrow(Promise.resolve(refreshed))).data;
    const chowk = createClient({ baseUrl: stack.gatewayUrl, token: () => tokens.accessToken });
    const { user } = (await orThrow(chowk.getProfile())).data;
    return new TestUser(stack, phone, { ...tokens, user });
  }

  /** The same person by way of another gateway. */
  through(gatewayUrl: string): TestUser {
    const { accessToken, refreshToken, userId } = this;
    const signedIn = { accessToken, refreshToken, user: { id: userId } };
    return new TestUser({ ...this.#stack, gatewayUrl }, this.phone, signedIn);
  }

  /** Tops the wallet up through the emulated Razorpay and reports it as the app does. Amount in paise. */
  async topUp(amount: number): Promise<void> {
    const started = await orThrow(
      this.chowk.startTopup({
        headers: { 'Idempotency-Key': randomUUID() },
        body: { amount: { amount, currency: 'INR' }, provider: 'razorpay' },
      }),
    );
    const paid = await testClient(this.#stack.emulatorUrl).post(
      `/emulator/razorpay/orders/${started.data.orderId}/pay`,
      {},
    );
    if (paid.status >= 300) throw new Error(`pay at the provider: ${paid.status} ${paid.text}`);
    const { razorpay_order_id: orderId, razorpay_payment_id: paymentId } = paid.body;
    const body = { orderId, paymentId, signature: paid.body.razorpay_signature };
    await orThrow(this.chowk.verifyRazorpayPayment({ body }));
  }

  /** Available and held money in paise. */
  async balance(): Promise<{ available: number; held: number }> {
    const { balance, held } = (await orThrow(this.chowk.getWalletBalance())).data;
    return { available: balance.amount, held: held.amount };
  }

  async addToCart(productId: string, quantity: number, variantId?: string): Promise<void> {
    const body = { productId, quantity, ...(variantId !== undefined && { variantId }) };
    await orThrow(this.chowk.addCartItem({ body }));
  }

  /** Places the order of what is in the cart; the answer is for the caller to judge. */
  placeOrder(
    idempotencyKey: string = randomUUID(),
    headers: Record<string, string> = {},
  ): Promise<Result<'placeOrder'>> {
    return this.chowk.placeOrder({
      body: { address: ADDRESS, paymentMethod: 'wallet' },
      headers: { 'Idempotency-Key': idempotencyKey, ...headers },
    });
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
