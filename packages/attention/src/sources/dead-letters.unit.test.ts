import { AppError } from '@chowk/contracts/errors';
import { EVENTS, type EventData, type EventName } from '@chowk/contracts/events';
import type { Tx } from '@chowk/messaging';
import type { AttentionAction } from '../ports.ts';
import { deadLetters, raiseDeadLetter, type AttentionLetter, type LetterBox } from './dead-letters.ts';

const letter: AttentionLetter = {
  ...{ id: 'order-updates:evt_1', subscription: 'order-updates', eventId: 'evt_1', tries: 5 },
  ...{ type: 'orders.order-placed.v1', subject: 'ord_1', error: 'TypeError: "Asha" has no name' },
  diedAt: new Date(1_000),
};

function boxOf(letters: AttentionLetter[]) {
  const done: string[] = [];
  const asked: unknown[] = [];
  const end = (what: string) => async (id: string, by: string) => {
    if (!letters.some((one) => one.id === id)) throw new AppError('NOT_FOUND');
    done.push(`${what} ${id} by ${by}`);
  };
  const box: LetterBox = {
    async listOldestFirst(page) {
      asked.push(page);
      return letters;
    },
    count: async () => letters.length,
    replay: end('replay'),
    discard: end('discard'),
  };
  return { source: deadLetters(box), done, asked };
}

const run = (action: AttentionAction | undefined, id: string) =>
  action && 'run' in action ? action.run(id, { userId: 'usr_1', note: 'why' }) : undefined;

test('a dead letter says which event which subscription could not handle, and nothing of what is in it', async () => {
  const { source, asked } = boxOf([letter]);
  const after = { since: new Date(5), id: 'a:evt_0' };
  expect(await source.list({ limit: 3, after })).toEqual([
    {
      id: 'order-updates:evt_1',
      title: 'The event orders.order-placed.v1 could not be handled by order-updates.',
      subject: 'ord_1',
      since: new Date(1_000),
      attempts: 5,
      reason: 'TypeError: … has no name',
      data: { subscription: 'order-updates', eventId: 'evt_1', type: 'orders.order-placed.v1' },
    },
  ]);
  expect(asked).toEqual([{ limit: 3, after: { diedAt: new Date(5), id: 'a:evt_0' } }]);
});

test('one that is no event has words all the same', async () => {
  const { source } = boxOf([{ ...letter, type: '', subject: '', subscription: '', error: '' }]);
  const [entry] = await source.list({ limit: 1 });
  expect(entry).toMatchObject({
    title: 'The event of an unknown type could not be handled by anybody.',
    reason: 'unknown',
  });
  expect(entry).not.toHaveProperty('subject');
});

test('replay sends it again, resolve discards it, each for who did so; neither does what is gone', async () => {
  const { source, done } = boxOf([letter]);
  await run(source.replay, letter.id);
  await run(source.resolve, letter.id);
  expect(done).toEqual(['replay order-updates:evt_1 by usr_1', 'discard order-updates:evt_1 by usr_1']);
  await expect(run(source.replay, 'order-updates:evt_2')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('raising one says so under the id that the list has it by, unless it is itself about stuck work', () => {
  const said: unknown[] = [];
  const tx = {
    emit: (name: EventName, subject: string, data: EventData<'attentionRaised'>) =>
      said.push([name, subject, data]),
  } as unknown as Tx;
  raiseDeadLetter('notify')(letter, tx);
  raiseDeadLetter('notify')({ ...letter, type: EVENTS.attentionRaised.type }, tx);
  const id = 'dead-letter:order-updates:evt_1';
  const title = 'The event orders.order-placed.v1 could not be handled by order-updates.';
  const since = '1970-01-01T00:00:01.000Z';
  expect(said).toEqual([
    ['attentionRaised', id, { service: 'notify', kind: 'dead-letter', id, title, since }],
  ]);
});
