import { money } from '@chowk/money';
import {
  asOf,
  isFinal,
  OPEN_AT_PROVIDER,
  PAYMENT_STATUSES,
  statusesBefore,
  type Payment,
} from './payment.ts';

describe('transitions of a payment', () => {
  // A row is where it is, a column where it goes; every cell is said here.
  const [HEAD, ...ROWS] = `
    from        created  pending  authorised  captured  failed  voided  parked
    created     -        x        -           x         x       -       x
    pending     -        -        -           x         x       -       x
    authorised  -        -        -           x         -       x       -
    captured    -        -        -           -         -       -       -
    failed      -        -        -           x         -       -       x
    voided      -        -        -           -         -       -       -
    parked      -        -        -           -         -       -       -
  `
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/));
  const targets = HEAD!.slice(1);
  const table = ROWS.flatMap(([from, ...cells]) =>
    cells.map((cell, at) => [from!, targets[at]!, cell === 'x'] as const),
  );

  test('are decided for every pair of statuses', () => {
    expect([...targets].sort()).toEqual([...PAYMENT_STATUSES].sort());
    expect(table).toHaveLength(PAYMENT_STATUSES.length ** 2);
  });

  test.each(table)('from %s to %s: %s', (from, to, allowed) => {
    expect(statusesBefore(to as Payment['status']).includes(from as Payment['status'])).toBe(allowed);
  });

  test.each([
    ['created', false],
    ['pending', false],
    ['authorised', false],
    ['captured', true],
    ['failed', false],
    ['voided', true],
    ['parked', true],
  ] as const)('%s ends: %s', (status, final) => expect(isFinal(status)).toBe(final));

  test('a provider may tell something new until the money is taken or looked at', () => {
    expect([...OPEN_AT_PROVIDER].sort()).toEqual(['created', 'failed', 'pending']);
  });
});

describe('a payment as it counts at a moment', () => {
  const END = new Date('2026-01-01T00:15:00Z');
  const at = (ms: number) => new Date(END.getTime() + ms);
  const payment = (change: Partial<Payment>): Payment => ({
    id: 'pay_1',
    userId: 'usr_1',
    purpose: 'order',
    provider: 'wallet',
    status: 'authorised',
    amount: money(400, 'INR'),
    refunded: money(0, 'INR'),
    reference: 'ord_1',
    createdAt: at(-900_000),
    updatedAt: at(-900_000),
    expiresAt: END,
    ...change,
  });

  test('is held until its hold times out, and void from that moment', () => {
    expect(asOf(payment({}), at(-1))).toEqual(payment({}));
    for (const now of [END, at(1)])
      expect(asOf(payment({}), now)).toEqual(payment({ status: 'voided', reason: 'timed out' }));
  });

  test.each(['created', 'pending', 'captured', 'failed', 'voided', 'parked'] as const)(
    'stays %s whatever the hour',
    (status) => expect(asOf(payment({ status }), at(1))).toEqual(payment({ status })),
  );

  test('does not time out without an end', () => {
    const { expiresAt: _none, ...endless } = payment({});
    expect(asOf(endless, at(1))).toEqual(endless);
  });
});
