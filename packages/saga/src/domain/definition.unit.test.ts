import { bindProcess, wait } from '../binding.ts';
import { processFailpoints } from '../failpoints.ts';
import { defineProcess, isBeforeCommit, type ProcessTable, type StepDeclaration } from './definition.ts';

const call = (name: string, more: Partial<StepDeclaration> = {}): StepDeclaration => ({
  name,
  kind: 'call',
  ...more,
});
const table = (steps: ProcessTable['steps'], commitPoint?: string): ProcessTable => ({
  ...{ type: 'trip', steps },
  ...(commitPoint !== undefined && { commitPoint }),
});
const confirm: StepDeclaration = { name: 'confirm', kind: 'transaction' };

describe('a table that contradicts itself is refused', () => {
  test.each([
    ['a name twice', table([call('a'), call('a')]), 'twice'],
    ['a compensation named as a step', table([call('a', { compensate: 'a' })], 'a'), 'twice'],
    ['a name not in kebab case', table([call('bookHotel')]), 'kebab'],
    ['a commit point that is no step', table([call('a')], 'b'), 'no step'],
    ['compensations without a commit point', table([call('a', { compensate: 'b' })]), 'no commit point'],
    ['a transaction beside others', table([[confirm, call('a')]]), 'beside others'],
    ['a wait beside others', table([[call('a', { waitsFor: 's' }), call('b')]]), 'beside others'],
    ['a transaction that waits', table([{ ...confirm, waitsFor: 's' }]), 'beside others'],
    [
      'nothing in the place of a compensation',
      table([call('a', { compensate: 'x' }), confirm, call('b', { replaces: 'x' })], 'confirm'),
      'by nothing',
    ],
    [
      'a replacement of what is not there',
      table([confirm, call('b', { compensate: 'y', replaces: 'x' })], 'confirm'),
      'not there',
    ],
    [
      'a replacement before the commit point',
      table(
        [call('a', { compensate: 'x' }), call('b', { compensate: 'y', replaces: 'x' }), confirm],
        'confirm',
      ),
      'after the commit point',
    ],
    ['a step with the name of turning back', table([call('turn-back')]), 'taken'],
  ])('%s', (_, broken, message) => {
    expect(() => defineProcess(broken)).toThrow(message);
  });

  test('so is a wait without an end, and a deadline where there is no way back', () => {
    const load = async () => undefined;
    const waiting = defineProcess({
      ...{ type: 'trip', commitPoint: 'confirm' },
      steps: [
        { name: 'pay', kind: 'call', waitsFor: 'paid' },
        { name: 'confirm', kind: 'transaction' },
        { name: 'send', kind: 'call' },
      ],
    });
    const steps = { pay: async () => wait(), confirm: async () => undefined, send: async () => undefined };
    expect(() => bindProcess(waiting, { load, steps, compensations: {} })).toThrow(
      'pay waits without an end',
    );
    const end = { afterMs: 1_000, error: () => new Error('late') };
    const bind = (deadlines: object) => () =>
      bindProcess(waiting, { load, steps, compensations: {}, deadlines });
    expect(bind({ pay: end })).not.toThrow();
    expect(bind({ pay: end, send: end })).toThrow('send has a deadline and no way back');
  });
});

const TRIP = defineProcess({
  type: 'trip',
  steps: [
    { name: 'book', kind: 'call', compensate: 'unbook' },
    { name: 'hold', kind: 'call', compensate: 'release' },
    { name: 'pay', kind: 'call', waitsFor: 'paid' },
    { name: 'confirm', kind: 'transaction' },
    [
      { name: 'capture', kind: 'call', compensate: 'refund', replaces: 'release' },
      { name: 'print', kind: 'call' },
    ],
    { name: 'undo', kind: 'transaction', onSignal: 'called-off' },
  ],
  commitPoint: 'confirm',
});

test('what lies before the commit point, and it itself, can be given up', () => {
  const names = TRIP.stages.flat().map(({ name }) => name);
  expect(names.filter((name) => isBeforeCommit(TRIP, name))).toEqual(['book', 'hold', 'pay', 'confirm']);
  expect(isBeforeCommit(defineProcess(table([call('a')])), 'a')).toBe(false);
});

test('a table lists its failpoints, each instant once', () => {
  expect(processFailpoints('orders', TRIP)).toEqual({
    forward: [
      'started',
      'book.called',
      'hold.called',
      'capture.called',
      'print.called',
      'book.recorded',
      'confirm.recorded',
      'capture.recorded',
      'print.recorded',
      'undo.recorded',
    ].map((point) => `orders.trip.${point}`),
    back: [
      'compensating',
      'unbook.called',
      'unbook.recorded',
      'release.called',
      'release.recorded',
      'refund.called',
      'refund.recorded',
    ].map((point) => `orders.trip.${point}`),
  });
});
