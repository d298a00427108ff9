import { testClient, until } from '@chowk/testing';
import { newPhone, startAuth, type TestAuth } from './fixture.ts';

let auth: TestAuth;
beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());

const request = (phone: string, ip = '203.0.113.7') =>
  auth.anonymous.post('/api/v1/auth/otp/request', { phone }, { 'x-client-ip': ip });
const verify = (body: object) => auth.anonymous.post('/api/v1/auth/otp/verify', body);

/** Lets the pause between two codes pass without waiting for it: what was sent moves a minute back. */
async function forgetPause(): Promise<void> {
  for (const key of await auth.redis.keys(`${auth.prefix}:otp:sends:phone:*`)) {
    const members = await auth.redis.zrange(key, '0', '-1');
    for (const member of members) await auth.redis.zincrby(key, -61_000, member);
  }
}

describe('asking for a code', () => {
  test('a code of six digits goes to the phone in E.164, and the answer tells how long it lives', async () => {
    const answer = await request('98765 43210');
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({
      sessionId: expect.stringMatching(/^otp_[\w-]{22}$/),
      expiresIn: 300,
      retryAfter: 60,
    });
    const sent = auth.sms.sent.find(({ requestId }) => requestId === answer.body.data.sessionId);
    expect(sent).toMatchObject({
      phone: '+919876543210',
      code: expect.stringMatching(/^\d{6}$/),
      expiresInSeconds: 300,
    });
  });

  test('neither code nor phone is at rest in Redis', async () => {
    const phone = newPhone();
    const { sessionId } = (await request(phone)).body.data;
    const keys = await auth.redis.keys(`${auth.prefix}:*`);
    const values = await Promise.all(
      keys.map(async (key) =>
        (await auth.redis.type(key)) === 'string'
          ? await auth.redis.get(key)
          : (await auth.redis.zrange(key, '0', '-1')).join(),
      ),
    );
    const everything = [...keys, ...values].join('\n');
    expect(everything).toContain(sessionId);
    expect(everything).not.toContain(phone.slice(3));
    expect(values).not.toContain(auth.codeFor(sessionId));
  });

  test('the answer is the same for a phone that is known and one that is not', async () => {
    const known = newPhone();
    await auth.signIn(known);
    await forgetPause();
    const [first, second] = [await request(known), await request(newPhone())];
    const shape = (answer: typeof first) => ({
      status: answer.status,
      body: { ...answer.body, data: { ...answer.body.data, sessionId: 'x' } },
      headers: [...answer.headers.keys()].sort(),
    });
    expect(shape(first)).toEqual(shape(second));
  });

  test('the time of the answer does not tell whether a phone is known', async () => {
    const known = Array.from({ length: 20 }, newPhone);
    for (const phone of known) await auth.signIn(phone);
    await forgetPause();
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    for (const phone of known) {
      for (const [kind, asked] of [
        ['known', phone],
        ['unknown', newPhone()],
      ] as const) {
        const start = performance.now();
        await request(asked);
        times[kind].push(performance.now() - start);
      }
    }
    const median = (values: number[]) => values.sort((a, b) => a - b)[values.length / 2]!;
    const ratio = median(times.known) / median(times.unknown);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  test.each([
    ['letters', 'not-a-phone'],
    ['too short', '12345'],
    ['impossible in India', '+911234567890'],
    ['a country that is not served', '+14155552671'],
    ['text around a number', 'call 9876543210 now'],
  ])('a bad number is INVALID_PHONE: %s', async (_what, phone) => {
    const sentBefore = auth.sms.sent.length;
    const answer = await request(phone);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      success: false,
      code: 'INVALID_PHONE',
      details: [{ path: 'phone' }],
    });
    expect(auth.sms.sent).toHaveLength(sentBefore);
  });

  test.each([
    [{}, 'phone'],
    [{ phone: 9876543210 }, 'phone'],
    [{ phone: { $gt: '' } }, 'phone'],
    [{ phone: ['9876543210'] }, 'phone'],
    [{ phone: '9'.repeat(41) }, 'phone'],
    [{ phone: '9876543210', role: 'admin' }, 'role'],
  ])('a bad body is refused with its field: %j', async (body, path) => {
    const answer = await auth.anonymous.post('/api/v1/auth/otp/request', body);
    expect(answer.status).toBe(422);
    expect(answer.body.code).toBe('VALIDATION_FAILED');
    expect(answer.body.details.map((detail: { path: string }) => detail.path)).toContain(path);
  });
});

describe('limits of sending', () => {
  test('a second code within the minute is refused with the wait, and no SMS leaves', async () => {
    const phone = newPhone();
    await request(phone);
    const sentBefore = auth.sms.sent.length;
    const answer = await request(phone);
    expect(answer.status).toBe(429);
    expect(answer.body.code).toBe('OTP_RATE_LIMITED');
    const { retryAfter } = answer.body.details[0];
    expect(retryAfter).toBeGreaterThan(55);
    expect(retryAfter).toBeLessThanOrEqual(60);
    expect(answer.headers.get('retry-after')).toBe(String(retryAfter));
    expect(auth.sms.sent).toHaveLength(sentBefore);
  });

  test('of twenty requests for one phone at once, one sends', async () => {
    const phone = newPhone();
    const sentBefore = auth.sms.sent.length;
    const answers = await Promise.all(Array.from({ length: 20 }, () => request(phone)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(19);
    expect(auth.sms.sent).toHaveLength(sentBefore + 1);
  });

  test('five codes an hour, ten a day, however they are spaced', async () => {
    const phone = newPhone();
    const moveBack = async (ms: number) => {
      const key = `${auth.prefix}:otp:sends:phone:${await phoneDigest(phone)}`;
      for (const member of await auth.redis.zrange(key, '0', '-1'))
        await auth.redis.zincrby(key, -ms, member);
    };
    for (let send = 1; send <= 5; send++) {
      expect((await request(phone)).status).toBe(200);
      await moveBack(61_000);
    }
    const sixth = await request(phone);
    expect(sixth.body.code).toBe('OTP_RATE_LIMITED');
    expect(sixth.body.details[0].retryAfter).toBeGreaterThan(3_600 - 6 * 61);
    await moveBack(3_600_000);
    for (let send = 6; send <= 10; send++) {
      expect((await request(phone)).status).toBe(200);
      await moveBack(61_000);
    }
    await moveBack(3_600_000);
    const eleventh = await request(phone);
    expect(eleventh.body.code).toBe('OTP_RATE_LIMITED');
    expect(eleventh.body.details[0].retryAfter).toBeGreaterThan(20 * 3_600);
  });

  /** The digest is not ours to compute: the key that appears with the first code has it. */
  async function phoneDigest(phone: string): Promise<string> {
    const known = digests.get(phone);
    if (known) return known;
    const all = await auth.redis.keys(`${auth.prefix}:otp:latest:sign-in:*`);
    const newest = auth.sms.sent.findLast((message) => message.phone === phone)!.requestId;
    for (const key of all) {
      if ((await auth.redis.get(key)) === newest) {
        const digest = key.split(':').at(-1)!;
        digests.set(phone, digest);
        return digest;
      }
    }
    throw new Error('no code is stored for that phone');
  }
  const digests = new Map<string, string>();

  test('a failed send is 503 SMS_UNAVAILABLE and is not counted: the next one goes at once', async () => {
    const phone = newPhone();
    auth.sms.failing = true;
    const failed = await request(phone);
    auth.sms.failing = false;
    expect(failed.status).toBe(503);
    expect(failed.body.code).toBe('SMS_UNAVAILABLE');
    expect((await request(phone)).status).toBe(200);
  });
});

describe('limits of one address and network, and of everybody', () => {
  test('address, its /24, an IPv6 /64 and a missing address each have one allowance', async () => {
    const limited = await startAuth({
      env: { OTP_SENDS_PER_HOUR_ADDRESS: '2', OTP_SENDS_PER_HOUR_NETWORK: '3' },
    });
    try {
      const from = async (ip: string) =>
        (
          await limited.anonymous.post(
            '/api/v1/auth/otp/request',
            { phone: newPhone() },
            { 'x-client-ip': ip },
          )
        ).status;
      expect([await from('198.51.100.1'), await from('198.51.100.1'), await from('198.51.100.1')]).toEqual([
        200, 200, 429,
      ]);
      // The same address in IPv6 clothes, then a neighbour, then the network's allowance is used up.
      expect(await from('::ffff:198.51.100.1')).toBe(429);
      expect([await from('198.51.100.2'), await from('198.51.100.3')]).toEqual([200, 429]);
      expect(await from('198.51.101.3')).toBe(200);
      const six = ['2001:db8::1', '2001:db8::2:1', '2001:0db8:0:0:ffff::3', '2001:db8::4'];
      expect(await Promise.all(six.map(from)).then((all) => all.sort())).toEqual([200, 200, 200, 429]);
      expect(await from('2001:db8:0:1::1')).toBe(200);
      expect([await from('rubbish'), await from('nonsense'), await from('drivel')]).toEqual([200, 200, 429]);
    } finally {
      await limited.stop();
    }
  });

  test('the hourly total stops everybody', async () => {
    const limited = await startAuth({ env: { OTP_SENDS_PER_HOUR_TOTAL: '3' } });
    try {
      const statuses: number[] = [];
      for (let i = 0; i < 5; i++) {
        const answer = await limited.anonymous.post('/api/v1/auth/otp/request', { phone: newPhone() });
        statuses.push(answer.status);
      }
      expect(statuses).toEqual([200, 200, 200, 429, 429]);
      expect(limited.sms.sent).toHaveLength(3);
    } finally {
      await limited.stop();
    }
  });
});

describe('verifying a code', () => {
  test('the right code signs in, makes the user once, and says so by event', async () => {
    const phone = newPhone();
    const { sessionId } = (await request(phone)).body.data;
    const answer = await verify({ sessionId, phone, otp: auth.codeFor(sessionId), email: 'asha@example.in' });
    expect(answer.status).toBe(200);
    const { data } = answer.body;
    expect(data).toMatchObject({
      isNewUser: true,
      expiresIn: 900,
      refreshToken: expect.stringMatching(/^[\w-]{43}$/),
      user: {
        id: expect.stringMatching(/^usr_/),
        phone,
        email: 'asha@example.in',
        name: '',
        roles: ['user'],
        plan: 'basic',
        isPremium: false,
      },
    });
    expect(data.token).toBe(data.accessToken);
    await until('the event', () =>
      auth.events.of('userRegistered').some((event) => event.data.userId === data.user.id),
    );

    await forgetPause();
    const again = await auth.signIn(phone);
    expect(again).toMatchObject({ isNewUser: false, user: { id: data.user.id } });
    expect(auth.events.of('userRegistered').filter((event) => event.subject === data.user.id)).toHaveLength(
      1,
    );
  });

  test('of fifty who verify one code at once, one gets in', async () => {
    const phone = newPhone();
    const { sessionId } = (await request(phone)).body.data;
    const body = { sessionId, phone, otp: auth.codeFor(sessionId) };
    const answers = await Promise.all(Array.from({ length: 50 }, () => verify(body)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status, body: b }) => status === 401 && b.code === 'INVALID_OTP')).toHaveLength(
      49,
    );
  });

  test('two codes of one new phone verified at once make one user', async () => {
    const phone = newPhone();
    const first = (await request(phone)).body.data.sessionId as string;
    await forgetPause();
    const second = (await request(phone)).body.data.sessionId as string;
    const answers = await Promise.all(
      [first, second].map((sessionId) => verify({ sessionId, phone, otp: auth.codeFor(sessionId) })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]!.body.data.user.id).toBe(answers[1]!.body.data.user.id);
    expect(answers.filter(({ body }) => body.data.isNewUser)).toHaveLength(1);
  });

  test('a code is worth nothing for another session, another phone, or twice', async () => {
    const [phone, other] = [newPhone(), newPhone()];
    const mine = (await request(phone)).body.data.sessionId as string;
    const theirs = (await request(other)).body.data.sessionId as string;
    const otp = auth.codeFor(mine);
    for (const body of [
      { sessionId: mine, phone: other, otp },
      { sessionId: `otp_${'A'.repeat(22)}`, phone, otp },
      { sessionId: theirs, phone, otp: auth.codeFor(theirs) },
    ]) {
      const answer = await verify(body);
      expect([answer.status, answer.body.code]).toEqual([401, 'INVALID_OTP']);
    }
    expect((await verify({ sessionId: mine, phone, otp })).status).toBe(200);
    expect((await verify({ sessionId: mine, phone, otp })).body.code).toBe('INVALID_OTP');
  });

  test('five wrong guesses in an hour lock the phone, over new codes too, and the right code with it', async () => {
    const phone = newPhone();
    const first = (await request(phone)).body.data.sessionId as string;
    for (let guess = 0; guess < 3; guess++) {
      expect((await verify({ sessionId: first, phone, otp: auth.wrongCodeFor(first) })).status).toBe(401);
    }
    await forgetPause();
    const second = (await request(phone)).body.data.sessionId as string;
    for (let guess = 0; guess < 2; guess++) {
      expect((await verify({ sessionId: second, phone, otp: auth.wrongCodeFor(second) })).status).toBe(401);
    }
    const locked = await verify({ sessionId: second, phone, otp: auth.codeFor(second) });
    expect([locked.status, locked.body.code]).toEqual([429, 'OTP_RATE_LIMITED']);
    expect(locked.body.details[0].retryAfter).toBeGreaterThan(3_500);
  });

  test('of fifty wrong guesses at once, five are judged', async () => {
    const phone = newPhone();
    const { sessionId } = (await request(phone)).body.data;
    const otp = auth.wrongCodeFor(sessionId);
    const answers = await Promise.all(Array.from({ length: 50 }, () => verify({ sessionId, phone, otp })));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(45);
  });

  test('a wrong code, an expired one and one never sent are told alike', async () => {
    const phone = newPhone();
    const { sessionId } = (await request(phone)).body.data;
    const wrong = await verify({ sessionId, phone, otp: auth.wrongCodeFor(sessionId) });
    const codeKeys = await auth.redis.keys(`${auth.prefix}:otp:code:sign-in:${sessionId}:*`);
    expect(await auth.redis.pttl(codeKeys[0]!)).toBeLessThanOrEqual(300_000);
    await auth.redis.del(codeKeys);
    const expired = await verify({ sessionId, phone, otp: auth.codeFor(sessionId) });
    const never = await verify({ sessionId: `otp_${'B'.repeat(22)}`, phone: newPhone(), otp: '000000' });
    const told = [wrong, expired, never].map(({ status, body: { requestId: _id, ...body } }) => ({
      status,
      body,
    }));
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual(told[0]);
  });

  test.each([
    ['otp as number', { otp: 123456 }, 'otp'],
    ['otp too long', { otp: '1234567' }, 'otp'],
    ['otp as operator', { otp: { $ne: '' } }, 'otp'],
    ['sessionId as operator', { sessionId: { $gt: '' } }, 'sessionId'],
    ['sessionId that would leave its key', { sessionId: 'otp_*:otp:guesses:x' }, 'sessionId'],
    ['bad e-mail', { email: 'nobody' }, 'email'],
    ['mass assignment', { isPremium: true }, 'isPremium'],
  ])('a bad body is refused with its field: %s', async (_what, wrong, path) => {
    const sessionId = `otp_${'C'.repeat(22)}`;
    const answer = await verify({ sessionId, phone: newPhone(), otp: '123456', ...wrong });
    expect(answer.status).toBe(422);
    expect(answer.body.details.map((detail: { path: string }) => detail.path)).toContain(path);
  });
});

test('without Redis no code is sent or judged: nothing goes uncounted', async () => {
  const cut = await auth.startReplica({ REDIS_URL: 'redis://127.0.0.1:1' });
  const client = testClient(cut.url, auth.keys.headers('auth'));
  const sentBefore = auth.sms.sent.length;
  const body = { phone: newPhone(), sessionId: `otp_${'D'.repeat(22)}`, otp: '123456' };
  for (const answer of [
    await client.post('/api/v1/auth/otp/request', { phone: body.phone }),
    await client.post('/api/v1/auth/otp/verify', body),
  ]) {
    expect([answer.status, answer.body.code]).toEqual([503, 'UPSTREAM_UNAVAILABLE']);
  }
  expect(auth.sms.sent).toHaveLength(sentBefore);
  await cut.stop();
});

describe('the addresses of older clients', () => {
  test('send-otp and verify-otp do the same, also without a sessionId', async () => {
    const phone = newPhone();
    const asked = await auth.anonymous.post('/api/v1/auth/send-otp', { phoneNumber: phone });
    expect(asked.status).toBe(200);
    const otp = auth.codeFor(asked.body.data.sessionId);
    const answer = await auth.anonymous.post('/api/v1/auth/verify-otp', { phoneNumber: phone, otp });
    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({ isNewUser: true, user: { phone } });
    const bad = await auth.anonymous.post('/api/v1/auth/send-otp', { phoneNumber: 'x' });
    expect(bad.body).toMatchObject({ code: 'INVALID_PHONE', details: [{ path: 'phoneNumber' }] });
  });
});
