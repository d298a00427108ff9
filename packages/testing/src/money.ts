import { money, type Money } from '@chowk/money';

/** Rupees in paise: `inr(12_345)` is Rs 123.45. */
export const inr = (amount: number): Money => money(amount, 'INR');
