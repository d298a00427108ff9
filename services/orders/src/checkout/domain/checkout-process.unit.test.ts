import { compensationsFor, isDecided, type Process } from '@chowk/saga';
import { CANCELLATION } from './cancellation-process.ts';
import { CHECKOUT } from './checkout-process.ts';

const NOW = new Date('2026-01-15T10:00:00Z');
type State = Process['steps'][string]['state'];
const checkout = (states: Record<string, State>): Process => ({
  ...{ id: 'checkout:ord_1', type: 'checkout', subject: 'ord_1', state: 'running', version: 1 },
  steps: Object.fromEntries(
    Object.entries(states).map(([name, state]) => [name, { state, at: NOW, attempts: 0, refusals: 0 }]),
  ),
  ...{ signals: [], data: {}, holder: null, dueAt: NOW, deadlines: {}, createdAt: NOW, updatedAt: NOW },
});
const done = (...names: string[]): Record<string, State> =>
  Object.fromEntries(names.map((name) => [name, 'done']));
const UP_TO_CONFIRM = ['reserve-stock', 'authorize-payment', 'await-payment', 'confirm'];

test('the checkout reads as it is carried out', () => {
  expect(CHECKOUT.stages.map((stage) => stage.map(({ name }) => name))).toEqual([
    ['reserve-stock', 'authorize-payment'],
    ['await-payment'],
    ['confirm'],
    ['capture-payment', 'commit-stock'],
    ['begin-cancellation'],
  ]);
  expect(CANCELLATION.stages.map((stage) => stage.map(({ name }) => name))).toEqual([
    ['refund-payment', 'restock'],
  ]);
});

test.each<[string, Record<string, State>, string[]]>([
  [
    'reserve-stock',
    { 'reserve-stock': 'refused', 'authorize-payment': 'pending' },
    ['release-stock', 'void-payment'],
  ],
  [
    'authorize-payment',
    { ...done('reserve-stock'), 'authorize-payment': 'refused' },
    ['release-stock', 'void-payment'],
  ],
  [
    'await-payment',
    { ...done('reserve-stock', 'authorize-payment'), 'await-payment': 'refused' },
    ['release-stock', 'void-payment'],
  ],
  [
    'confirm',
    { ...done('reserve-stock', 'authorize-payment', 'await-payment'), confirm: 'refused' },
    ['release-stock', 'void-payment'],
  ],
  [
    'capture-payment',
    { ...done(...UP_TO_CONFIRM, 'commit-stock'), 'capture-payment': 'refused' },
    ['void-payment', 'restock'],
  ],
  [
    'commit-stock',
    { ...done(...UP_TO_CONFIRM, 'capture-payment'), 'commit-stock': 'refused' },
    ['release-stock', 'refund-payment'],
  ],
])('refused at %s it takes back what was done', (_, states, expected) => {
  expect(compensationsFor(CHECKOUT, checkout(states))).toEqual(expected);
});

test('an order is certain from its confirmation on, a cancellation from its start', () => {
  const before = checkout(done('reserve-stock', 'authorize-payment', 'await-payment'));
  expect(isDecided(CHECKOUT, before)).toBe(false);
  expect(isDecided(CHECKOUT, checkout(done(...UP_TO_CONFIRM)))).toBe(true);
  expect(isDecided(CANCELLATION, checkout({}))).toBe(true);
});
