import fc from 'fast-check';
import {
  add,
  allocate,
  basisPoints,
  decimal,
  format,
  includedTax,
  money,
  MoneyError,
  moneySchema,
  positiveMoneySchema,
  subtract,
  sum,
  times,
} from './money.ts';

const inr = (amount: number) => money(amount, 'INR');

describe('money', () => {
  test('splits exactly: for any amount and weights the parts sum to the whole and each is within one unit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000_000_000 }),
        fc
          .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 30 })
          .filter((w) => w.some((x) => x > 0)),
        (amount, weights) => {
          const parts = allocate(inr(amount), weights);
          const total = weights.reduce((a, b) => a + b, 0);
          expect(sum(parts, 'INR').amount).toBe(amount);
          parts.forEach((part, i) => {
            const exact = (amount * weights[i]!) / total;
            expect(Math.abs(part.amount - exact)).toBeLessThan(1.001);
            if (weights[i] === 0) expect(part.amount).toBe(0);
          });
        },
      ),
    );
  });

  test('gives the odd unit to the largest remainder, and to the earlier one on a tie', () => {
    expect(allocate(inr(100), [1, 1, 1]).map((p) => p.amount)).toEqual([34, 33, 33]);
    expect(allocate(inr(10), [1, 5]).map((p) => p.amount)).toEqual([2, 8]);
  });

  test('refuses weights that cannot be split over', () => {
    expect(() => allocate(inr(1), [])).toThrow(MoneyError);
    expect(() => allocate(inr(1), [0, 0])).toThrow(MoneyError);
    expect(() => allocate(inr(1), [1, -1])).toThrow(MoneyError);
    expect(() => allocate(inr(1), [0.5])).toThrow(MoneyError);
  });

  test('takes 18 % half up, exactly also near 2^53', () => {
    expect(basisPoints(inr(12345), 1800).amount).toBe(2222);
    expect(basisPoints(inr(25), 1800).amount).toBe(5);
    expect(basisPoints(inr(Number.MAX_SAFE_INTEGER), 10_000).amount).toBe(Number.MAX_SAFE_INTEGER);
  });

  test('finds the tax inside an inclusive price: price and tax agree to the unit', () => {
    expect(includedTax(inr(11800), 1800).amount).toBe(1800);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.constantFrom(0, 500, 1200, 1800, 2800),
        (amount, rate) => {
          const tax = includedTax(inr(amount), rate);
          const net = subtract(inr(amount), tax);
          expect(Math.abs(basisPoints(net, rate).amount - tax.amount)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test('never mixes currencies and never leaves the safe integers', () => {
    expect(() => add(inr(1), money(1, 'USD'))).toThrow(/do not mix/);
    expect(() => times(inr(Number.MAX_SAFE_INTEGER), 2)).toThrow(MoneyError);
    expect(() => times(inr(1), 1.5)).toThrow(MoneyError);
    expect(() => money(0.1, 'INR')).toThrow(MoneyError);
  });

  test.each([[1.5], [-1], ['100'], [Number.MAX_SAFE_INTEGER + 1], [NaN], [{ $gt: 0 }], [null]])(
    'refuses %p as an amount from outside',
    (amount) => {
      expect(moneySchema.safeParse({ amount, currency: 'INR' }).success).toBe(false);
    },
  );

  test('refuses an unknown currency, an unknown field, and zero where money must move', () => {
    expect(moneySchema.safeParse({ amount: 1, currency: 'XQQ' }).success).toBe(false);
    expect(moneySchema.safeParse({ amount: 1, currency: 'inr' }).success).toBe(false);
    expect(moneySchema.safeParse({ amount: 1, currency: 'INR', rate: 2 }).success).toBe(false);
    expect(positiveMoneySchema.safeParse({ amount: 0, currency: 'INR' }).success).toBe(false);
    expect(moneySchema.parse({ amount: 0, currency: 'INR' })).toEqual({ amount: 0, currency: 'INR' });
  });

  test('honours the digits of the currency when it is shown to people', () => {
    expect(format(inr(12345678))).toBe('₹1,23,456.78');
    expect(format(money(500, 'JPY'), 'en')).toBe('¥500');
    expect(format(money(1234, 'KWD'), 'en')).toMatch(/1\.234/);
    expect(format(inr(-5))).toBe('-₹0.05');
  });

  test('writes a plain decimal for machines, with the digits of the currency', () => {
    expect(decimal(inr(12345678))).toBe('123456.78');
    expect(decimal(inr(-5))).toBe('-0.05');
    expect(decimal(inr(Number.MAX_SAFE_INTEGER))).toBe('90071992547409.91');
    expect(decimal(money(500, 'JPY'))).toBe('500');
    expect(decimal(money(1234, 'KWD'))).toBe('1.234');
  });

  test('makes a formatter once for a locale and currency, and keeps no more than it may', () => {
    const NumberFormat = Intl.NumberFormat;
    let made = 0;
    const counting = jest.spyOn(Intl, 'NumberFormat').mockImplementation(function (...args) {
      made += 1;
      return new NumberFormat(...args);
    });
    try {
      // One for the text and one for the digits of the currency.
      for (let amount = 0; amount < 100; amount++) format(money(amount, 'CHF'), 'de-CH');
      expect(made).toBe(2);
      for (let n = 0; n < 600; n++) format(money(1, 'CHF'), `en-x-a${n}`);
      expect(made).toBe(602);
      // It had to go by then: what is asked for last is kept, and not all there ever was.
      expect(format(money(150, 'CHF'), 'de-CH')).toContain('1.50');
      expect(made).toBe(603);
    } finally {
      counting.mockRestore();
    }
  });
});
