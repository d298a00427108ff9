import { z } from 'zod';

/**
 * An amount of money in integer minor units of its currency: `{ amount: 12345, currency: 'INR' }` is
 * Rs 123.45. Never a float, never more than 2^53-1.
 */
export interface Money {
  readonly amount: number;
  /** ISO 4217 code, upper case. */
  readonly currency: string;
}

/** Thrown when two amounts of different currencies meet, or a result leaves the safe integers. */
export class MoneyError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MoneyError';
  }
}

const knownCurrencies = new Set(Intl.supportedValuesOf('currency'));

const currencySchema = z
  .string()
  .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as INR')
  .refine((code) => knownCurrencies.has(code), 'is not a known currency');

/** Zero or more minor units. Floats, negatives, strings and more than 2^53-1 are refused. */
export const moneySchema = z.strictObject({
  amount: z.int('must be an integer of minor units').nonnegative(),
  currency: currencySchema,
});

/** One or more minor units. */
export const positiveMoneySchema = z.strictObject({
  amount: z.int('must be an integer of minor units').positive(),
  currency: currencySchema,
});

/**
 * Makes an amount; the only constructor that code should use.
 * @throws MoneyError when the amount is not a safe integer.
 */
export function money(amount: number, currency: string): Money {
  if (!Number.isSafeInteger(amount)) throw new MoneyError(`${amount} is not a safe integer of minor units`);
  // Adding zero turns -0 into 0, which would otherwise differ under Object.is and in test reports.
  return { amount: amount + 0, currency };
}

export const zero = (currency: string): Money => money(0, currency);

const sameCurrency = (a: Money, b: Money): void => {
  if (a.currency !== b.currency) throw new MoneyError(`${a.currency} and ${b.currency} do not mix`);
};

/** @throws MoneyError on two currencies or overflow. */
export function add(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return money(a.amount + b.amount, a.currency);
}

/** May be negative: a difference is not yet a price. @throws MoneyError on two currencies. */
export function subtract(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return money(a.amount - b.amount, a.currency);
}

/** @throws MoneyError unless the quantity is an integer and the product safe. */
export function times(price: Money, quantity: number): Money {
  if (!Number.isSafeInteger(quantity)) throw new MoneyError(`${quantity} is not a whole quantity`);
  return money(price.amount * quantity, price.currency);
}

/** The sum of any number of amounts; an empty list is zero of `currency`. */
export const sum = (amounts: readonly Money[], currency: string): Money =>
  amounts.reduce(add, zero(currency));

export const equals = (a: Money, b: Money): boolean => a.currency === b.currency && a.amount === b.amount;

const roundHalfUp = (numerator: bigint, denominator: bigint): bigint => {
  const doubled = numerator * 2n + denominator;
  const floor = doubled / (denominator * 2n);
  return doubled % (denominator * 2n) < 0n ? floor - 1n : floor;
};

/**
 * A share in basis points (1800 is 18 %), rounded half up to the minor unit; exact through bigint.
 * @throws MoneyError when the rate is not an integer.
 */
export function basisPoints(amount: Money, rate: number): Money {
  if (!Number.isSafeInteger(rate)) throw new MoneyError(`${rate} is not an integer of basis points`);
  return money(Number(roundHalfUp(BigInt(amount.amount) * BigInt(rate), 10_000n)), amount.currency);
}

/**
 * The tax that a tax-inclusive price already holds: price * rate / (10000 + rate), rounded half up.
 * @throws MoneyError when the rate is not an integer.
 */
export function includedTax(inclusive: Money, rate: number): Money {
  if (!Number.isSafeInteger(rate)) throw new MoneyError(`${rate} is not an integer of basis points`);
  const tax = roundHalfUp(BigInt(inclusive.amount) * BigInt(rate), 10_000n + BigInt(rate));
  return money(Number(tax), inclusive.currency);
}

/**
 * Splits an amount by weights with the largest remainder method (Hamilton): the parts sum to the whole
 * exactly, and no part is off its exact share by a minor unit or more. Ties go to the earlier part.
 * @throws MoneyError when there is no weight, a weight is negative or not an integer, or all are zero.
 */
export function allocate(total: Money, weights: readonly number[]): Money[] {
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0)) {
    throw new MoneyError('weights must be whole and not negative');
  }
  const totalWeight = weights.reduce((whole, weight) => whole + BigInt(weight), 0n);
  if (totalWeight === 0n) throw new MoneyError('there must be a weight above zero');
  if (total.amount < 0) throw new MoneyError('only amounts of zero or more can be split');

  const whole = BigInt(total.amount);
  const shares = weights.map((weight, index) => {
    const exact = whole * BigInt(weight);
    return { index, floor: exact / totalWeight, remainder: exact % totalWeight };
  });
  let left = whole - shares.reduce((given, share) => given + share.floor, 0n);
  const byRemainder = [...shares].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  for (const share of byRemainder) {
    if (left === 0n) break;
    share.floor += 1n;
    left -= 1n;
  }
  return shares.map((share) => money(Number(share.floor), total.currency));
}

const digitsByCurrency = new Map<string, number>();

/** Decimal digits of the minor unit: 2 for INR, 0 for JPY, 3 for KWD. Source: CLDR, through Intl. */
function minorUnitDigits(currency: string): number {
  let digits = digitsByCurrency.get(currency);
  if (digits === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    digits = format.resolvedOptions().maximumFractionDigits ?? 2;
    // Intl takes any three letters for a currency: kept are those that exist, which bounds the map.
    if (knownCurrencies.has(currency)) digitsByCurrency.set(currency, digits);
  }
  return digits;
}

/**
 * The amount as a plain decimal in major units, every digit kept, without grouping or currency: `1234.50`.
 * For files that machines read, such as a cell of a CSV.
 */
export function decimal(value: Money): string {
  const digits = minorUnitDigits(value.currency);
  const sign = value.amount < 0 ? '-' : '';
  const padded = String(Math.abs(value.amount)).padStart(digits + 1, '0');
  const cut = padded.length - digits;
  return `${sign}${digits === 0 ? padded : `${padded.slice(0, cut)}.${padded.slice(cut)}`}`;
}

/** Languages times currencies that are in use at once; what is beyond that pays for its formatter anew. */
const MAX_FORMATTERS = 256;
const formatters = new Map<string, Intl.NumberFormat>();

/** Making a formatter costs thirty times what formatting with it does. */
function formatterOf(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.NumberFormat(locale, { style: 'currency', currency });
    // A locale may come from a request: whoever sends many must not fill the memory.
    if (formatters.size >= MAX_FORMATTERS) formatters.clear();
    formatters.set(key, formatter);
  }
  return formatter;
}

/**
 * For people: `₹1,23,456.00`. Formatters are kept, at most 256 of them.
 * @throws RangeError for a locale or currency that is none
 */
export function format(value: Money, locale = 'en-IN'): string {
  // Intl takes a decimal string and keeps every digit of it (ECMA-402, NumberFormat v3).
  return formatterOf(locale, value.currency).format(decimal(value) as Intl.StringNumericLiteral);
}
