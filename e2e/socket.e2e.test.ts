import { orThrow } from '@chowk/client';
import { setTimeout as sleep } from 'node:timers/promises';
import { envelopeOf, listenToEvents, until, type EventLog } from '@chowk/testing';
import { startHouse, type House } from './support/house.ts';

let house: House;
let events: EventLog;
beforeAll(async () => {
  house = await startHouse({ replicas: { notify: 2 } });
  events = await listenToEvents(house.prefix);
}, 120_000);
afterAll(async () => {
  await events.stop();
  await house.stop();
});

const COUNT = 2_000;

test(`of ${COUNT} events, with the socket cut every 2 s and a replica killed -9, every one arrives, in order, none twice after the seq filter`, async () => {
  const person = await house.newPerson();
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
        await house.stack.replicas.notify[1]!.kill9();
        await house.stack.replicas.notify[1]!.start();
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
      received.set(event.seq, event['amount'].amount);
      order.push(event.seq);
      lastSeq = event.seq;
    }
  }
  await publishing;
  expect(received.size).toBe(COUNT);
  expect(order).toEqual(Array.from({ length: COUNT }, (_, i) => i + 1));
}, 180_000);

test('a session that ends is cut off within two seconds, and cannot come back', async () => {
  const person = await house.newPerson();
  const live = await person.listen();
  await orThrow(person.chowk.signOut());
  await until('the socket is cut', () => !live.socket.connected, 2_000);
  expect((await person.chowk.getWalletBalance()).status).toBe(401);
  await expect(person.listen(0)).rejects.toThrow();
});

test('nobody listens in on another: events go to their own person only', async () => {
  const [a, b] = [await house.newPerson(), await house.newPerson()];
  const [liveA, liveB] = [await a.listen(0), await b.listen(0)];
  liveB.socket.emit('join', `user:${a.userId}`);
  await a.topUp(5_000);
  await until('a hears of it', () => liveA.events.some(({ name }) => name === 'wallet_update'));
  await sleep(300);
  expect(liveB.events).toEqual([]);
  liveA.close();
  liveB.close();
});
