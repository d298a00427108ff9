import { money } from '@chowk/money';
import { captureTransfer, holdTransfer, releaseTransfer, type Hold } from './hold.ts';

const hold: Hold = {
  id: 'pay_1',
  userId: 'usr_1',
  amount: money(400, 'INR'),
  reference: 'ord_1',
  expiresAt: new Date('2026-01-01T00:15:00Z'),
};
const [available, held] = ['user:usr_1:available', 'user:usr_1:held'];

test('placing a hold moves its amount from available to held', () => {
  expect(holdTransfer(hold)).toEqual({
    id: 'pay_1:hold',
    kind: 'hold',
    reference: 'ord_1',
    postings: [{ source: available, destination: held, amount: 400, currency: 'INR' }],
  });
});

test('capturing all of it moves all to the destination', () => {
  expect(captureTransfer(hold, 400, 'revenue')).toEqual({
    id: 'pay_1:closed',
    kind: 'capture',
    reference: 'ord_1',
    postings: [{ source: held, destination: 'revenue', amount: 400, currency: 'INR' }],
  });
});

test('capturing a part gives the rest back in the same transfer', () => {
  expect(captureTransfer(hold, 150, 'revenue').postings).toEqual([
    { source: held, destination: 'revenue', amount: 150, currency: 'INR' },
    { source: held, destination: available, amount: 250, currency: 'INR' },
  ]);
});

test('more than is held cannot be captured', () => {
  expect(() => captureTransfer(hold, 401, 'revenue')).toThrow('pay_1');
});

test('releasing a hold moves its amount back, under the id that a capture would have: a hold ends once', () => {
  expect(releaseTransfer(hold)).toEqual({
    id: 'pay_1:closed',
    kind: 'void',
    reference: 'ord_1',
    postings: [{ source: held, destination: available, amount: 400, currency: 'INR' }],
  });
});
