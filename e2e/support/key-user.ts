import { setTimeout as sleep } from 'node:timers/promises';
import { until, type testClient, type TestResponse } from '@chowk/testing';
import type { GatedLoad } from './gated-load.ts';

/** An access token is renewed at this age in ms, long before it ends. */
const RENEW_AFTER_MS = 4_000;
/** So long in ms a reveal token is used again. */
const REVEAL_USED_MS = 2_000;
const SIGN_IN_EVERY = 12;
const PAUSE_MS = 15;

interface Tokens {
  accessToken: string;
  refreshToken: string;
}

let phones = 0;

async function signIn(load: GatedLoad): Promise<Tokens | undefined> {
  phones += 1;
  const phone = `+9197${String(10_000_000 + phones)}`;
  const asked = await load.ask('request a code', (to) => to.post('/api/v1/auth/otp/request', { phone }));
  if (!asked) return undefined;
  const { sessionId } = asked.data as { sessionId: string };
  const otp = await until('the code arrives', async () => {
    const mailbox = `/api/v1/dev/messages?to=${encodeURIComponent(phone)}`;
    const body = await load.ask('read the mailbox', (to) => to.get(mailbox));
    return /\b(\d{6})\b/.exec(JSON.stringify(body?.data?.items?.[0]?.body ?? ''))?.[1];
  });
  const verified = await load.ask('sign in', (to) =>
    to.post('/api/v1/auth/otp/verify', { sessionId, phone, otp }),
  );
  return verified?.data as Tokens | undefined;
}

/**
 * Somebody who does all that hangs on a key or a secret, again and again until told to stop: signs in, refreshes,
 * reads what is theirs, turns pages by a cursor, leaves leads and looks at a car by what they earned.
 */
export async function useKeys(load: GatedLoad, stop: AbortSignal): Promise<void> {
  let tokens = await signIn(load);
  if (!tokens) return;
  let renewedAt = performance.now();
  /** Asks with a token that is young when it is sent. */
  const own = async (
    kind: string,
    send: (to: ReturnType<typeof testClient>) => Promise<TestResponse>,
  ): ReturnType<GatedLoad['ask']> => {
    await load.opened();
    if (performance.now() - renewedAt > RENEW_AFTER_MS) {
      const body = { refreshToken: tokens!.refreshToken };
      const renewed = await load.ask('refresh', (to) => to.post('/api/v1/auth/refresh', body));
      tokens = (renewed?.data as Tokens | undefined) ?? tokens;
      renewedAt = performance.now();
    }
    return load.ask(kind, (to) => send(to.with({ authorization: `Bearer ${tokens!.accessToken}` })));
  };

  const codes: string[] = [];
  for (const carNumber of ['MH 12 AB 1234', 'MH 12 AB 1235']) {
    const car = { carNumber, carModel: 'Swift' };
    const made = await own('register a car', (to) => to.post('/api/v1/cars', car));
    if (made) codes.push(made.data.car.qr.code);
  }
  const code = codes[0]!;
  let earned = { token: '', at: Number.NEGATIVE_INFINITY };
  for (let round = 0; !stop.aborted; round++) {
    await own('profile', (to) => to.get('/api/v1/users/profile'));
    const first = await own('cars', (to) => to.get('/api/v1/cars?limit=1'));
    const cursor = encodeURIComponent(String(first?.meta?.nextCursor));
    await own('cars by a cursor', (to) => to.get(`/api/v1/cars?limit=1&cursor=${cursor}`));
    await load.opened();
    if (performance.now() - earned.at < REVEAL_USED_MS) {
      const headers = { 'x-reveal-token': earned.token };
      const seen = await own('look by a reveal', (to) => to.get(`/api/v1/cars/qr/${code}`, headers));
      if (seen && seen.data.gate !== false) load.failures.push('look by a reveal: the gate is closed');
    } else {
      const lead = { code, scannerPhone: '9876543210', scannerEmail: 'a@example.com' };
      const left = await own('leave a lead', (to) => to.post('/api/v1/scans', lead));
      if (left) earned = { token: left.data.reveal.token, at: performance.now() };
    }
    if (round % SIGN_IN_EVERY === SIGN_IN_EVERY - 1) await signIn(load);
    await sleep(PAUSE_MS);
  }
}
