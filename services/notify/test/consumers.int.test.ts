import { until } from '@chowk/testing';
import { balanceChange, orderChange, say, scan } from './facts.ts';
import { newPerson, startNotify, type NotifyFixture, type Person } from './fixture.ts';

let fixture: NotifyFixture;
beforeAll(async () => {
  fixture = await startNotify();
  await fixture.replica();
}, 60_000);
afterAll(async () => fixture.stop(), 60_000);

interface Told {
  _id: string;
  name: string;
  data: Record<string, unknown> & { notification?: { type: string; body: string } };
}

/** What a person was told so far, in order, once it is so much. */
const told = (person: Person, count: number): Promise<Told[]> =>
  until(`${person.userId} was told ${count} things`, async () => {
    const events = await fixture.connection
      .collection<Told>('stream_events')
      .find({ _id: { $regex: `^${person.userId}:` } })
      .sort({ _id: 1 })
      .toArray();
    return events.length >= count && events;
  });

const handled = (eventId: string) =>
  until('it is handled', async () => {
    const inbox = fixture.connection.collection<{ _id: string }>('inbox');
    return (await inbox.countDocuments({ _id: { $regex: `:${eventId}$` } })) === 1;
  });

describe('a value that a later release of another service added', () => {
  test('of a change of the wallet: the balance is shown, and there is no line for it', async () => {
    const person = newPerson();
    await say(fixture.bus, 'balanceChanged', balanceChange(person.userId, 'cashback', 300));
    const [update] = await told(person, 1);
    expect(update).toMatchObject({
      name: 'wallet_update',
      data: { kind: 'cashback', balance: { amount: 300 } },
    });
  });

  test.each(['constructor', 'awaiting_pickup'])('of an order: the status %s is shown', async (status) => {
    const person = newPerson();
    await say(fixture.bus, 'orderStatusChanged', orderChange(person.userId, status, 3));
    const events = await told(person, 1);
    expect(events).toMatchObject([{ name: 'order_status_update', data: { status, version: 3 } }]);
  });

  test('of a scan: its kind is told as a scan, its reason in general words', async () => {
    const person = newPerson();
    await say(fixture.bus, 'scanRecorded', { ...scan(person.userId), kind: 'tap' });
    const [, line] = await told(person, 2);
    expect(line?.data.notification).toMatchObject({ type: 'scan.view' });
    await say(fixture.bus, 'scanRecorded', {
      ...scan(person.userId),
      kind: 'contact',
      reason: 'flat_tire',
    });
    const [, , , contact] = await told(person, 4);
    expect(contact?.data.notification).toMatchObject({ type: 'scan.contact' });
    expect(contact?.data.notification?.body).toContain('please come');
  });

  test('none of them is a dead letter', async () => {
    expect(await fixture.connection.collection('dead_letters').countDocuments()).toBe(0);
  });
});

describe('what has been overtaken', () => {
  test('a balance is not shown, but money that came in with it keeps its line', async () => {
    const person = newPerson();
    const about = (subjectversion: number, id: string) => ({ subject: person.userId, subjectversion, id });
    await say(fixture.bus, 'balanceChanged', balanceChange(person.userId, 'hold', 700), about(7, 'evt_hold'));
    await told(person, 1);
    await say(
      fixture.bus,
      'balanceChanged',
      balanceChange(person.userId, 'topup', 500),
      about(5, 'evt_topup'),
    );
    await say(fixture.bus, 'balanceChanged', balanceChange(person.userId, 'void', 400), about(4, 'evt_void'));
    await handled('evt_topup');
    await handled('evt_void');
    const events = await told(person, 2);
    expect(events.map(({ name }) => name)).toEqual(['wallet_update', 'new_notification']);
    expect(events[0]?.data).toMatchObject({ balance: { amount: 700 } });
    expect(events[1]?.data.notification).toMatchObject({ type: 'wallet.topup' });
  });

  test('a status of an order is told to nobody', async () => {
    const person = newPerson();
    const about = (subjectversion: number, id: string) => ({ subject: 'ord_overtaken', subjectversion, id });
    const { userId } = person;
    await say(fixture.bus, 'orderStatusChanged', orderChange(userId, 'packed', 4), about(4, 'evt_packed'));
    await told(person, 1);
    await say(fixture.bus, 'orderStatusChanged', orderChange(userId, 'confirmed', 3), about(3, 'evt_late'));
    await handled('evt_late');
    expect((await told(person, 1)).map(({ data }) => data['status'])).toEqual(['packed']);
  });
});
