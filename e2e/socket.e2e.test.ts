import { setTimeout as sleep } from 'node:timers/promises';
import { envelopeOf, listenToEvents, until, type EventLog } from '@chowk/testing';
import { startTestStack, type TestStack } from './support/stack.ts';

let world: TestStack;
let events: EventLog;
beforeAll(async () => {
  world = await startTestStack({ replicas: { notify: 2 } });
  events = await listenToEvents(world.prefix);
}, 120_000);
afterAll(async () => {
  await events.stop();
  await world.stop();
});

const COUNT = 2_000;

test(`of ${COUNT} events, with the socket cut every 2 s and a replica killed -9, every one arrives, in order, none twice after the seq filter`, async () => {
  const person = await world.newPerson();
  const money = (amount: number) => ({ amount, currency: 'INR' });
  const publishing = (async () => {
    for (let i = 1; i <= COUNT; i++) {
      const data = {
        userId: person.userId,
        transferId: `trf_${i}`,
        kind: 'hold' as const,
        amount: money(i),
        balance: money(i),
        held: money(0),
        reference: `r${i}`,
        at: new Date().toISOString(),
      };
      await events.publish(
        'wallet.balance-changed.v1',
        envelopeOf('balanceChanged', `evt_sock_${i}`, person.userId, data),
        `evt_sock_${i}`,
      );
      if (i === COUNT / 2) {
        await world.stack.replicas.notify[1]!.kill9();
        await world.stack.replicas.notify[1]!.start();
      }
    }
  })();

  const received = new Map<number, number>();
  const order: number[] = [];
  let lastSeq = 0;
  const end = Date.now() + 120_000;
  while (received.size < COUNT && Date.now() < end) {
    // A replica that is down refuses the connection: the client tries again, as clients do.
    const live = await person.listen(lastSeq).catch(() => undefined);
    if (!live) {
      await sleep(200);
      continue;
    }
    const cut = Date.now() + 2_000;
    while (Date.now() < cut && live.socket.connected && received.size + live.events.length < COUNT)
      await sleep(20);
    live.close();
    for (const event of live.events) {
      if (event.name !== 'wallet_update' || event.seq <= lastSeq) continue;
      received.set(event.seq, event.amount?.amount ?? event['amount']);
      order.push(event.seq);
      lastSeq = event.seq;
    }
  }
  await publishing;
  expect(received.size).toBe(COUNT);
  expect(order).toEqual(Array.from({ length: COUNT }, (_, i) => i + 1));
}, 180_000);

test('a session that ends is cut off within two seconds, and cannot come back', async () => {
  const person = await world.newPerson();
  const live = await person.listen();
  await person.api.post('/api/v1/auth/logout', {});
  await until('the socket is cut', () => !live.socket.connected, 2_000);
  expect((await person.api.get('/api/v1/wallet/balance')).status).toBe(401);
  await expect(person.listen(0)).rejects.toThrow();
});

test('nobody listens in on another: events go to their own person only', async () => {
  const [a, b] = [await world.newPerson(), await world.newPerson()];
  const [liveA, liveB] = [await a.listen(0), await b.listen(0)];
  liveB.socket.emit('join', `user:${a.userId}`);
  await a.topUp(5_000);
  await until('a hears of it', () => liveA.events.some(({ name }) => name === 'wallet_update'));
  await sleep(300);
  expect(liveB.events).toEqual([]);
  liveA.close();
  liveB.close();
});
