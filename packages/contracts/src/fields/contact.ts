import { z } from 'zod';

/**
 * A phone number in E.164 form. Whether it can exist in its country, auth decides (libphonenumber); forms
 * in which people write numbers are theirs to turn into this one.
 */
export const phone = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'must be in E.164 form, like +919876543210')
  .meta({ description: 'A phone number in E.164 form.', examples: ['+919876543210'] });

/** A number that a courier can call, with or without the plus: kept as it was written, never signed in with. */
export const contactPhone = z
  .string()
  .regex(/^\+?[1-9]\d{9,14}$/, 'must be a phone number')
  .meta({ description: 'A phone number, digits with or without a plus.', examples: ['+919876543210'] });

export const email = z
  .string()
  .trim()
  .max(254)
  .check(z.email('is not an e-mail address'))
  .meta({ description: 'An e-mail address.', examples: ['asha@example.com'] });

/** PIN code of India Post: six digits, the first not 0. */
export const pincode = z
  .string()
  .regex(/^[1-9]\d{5}$/, 'must be a PIN code of six digits')
  .meta({ description: 'PIN code of India Post.', examples: ['560001'] });
