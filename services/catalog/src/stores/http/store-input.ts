import { anyId, humanText, mediaPath, money, oneLine, pincode, timeZone } from '@chowk/contracts/fields';
import { z } from 'zod';
import { WEEKDAYS } from '../domain/opening-hours.ts';

const wallClock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:MM');

/** A store as its editor sends it. */
export const storeInput = z.strictObject({
  name: oneLine(120),
  description: humanText(2_000, { min: 0 }).default(''),
  categoryIds: z.array(anyId).min(1).max(20),
  address: z.strictObject({
    line1: oneLine(200),
    area: oneLine(120),
    city: oneLine(80),
    state: oneLine(80),
    pincode,
  }),
  location: z.strictObject({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) }),
  hours: z.strictObject({
    zone: timeZone,
    weekly: z
      .array(
        z.strictObject({
          day: z.enum(WEEKDAYS),
          opens: wallClock,
          closes: z.union([wallClock, z.literal('24:00')]),
        }),
      )
      .max(28),
  }),
  minimumOrder: money,
  deliveryFee: money,
  deliveryRadiusMetres: z.int().min(0).max(100_000),
  gstin: z
    .string()
    .regex(/^\d{2}[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[\dA-Z]$/, 'must be a GSTIN')
    .nullable()
    .default(null),
  image: mediaPath.nullable().default(null),
  active: z.boolean().default(true),
  ownerUserId: anyId.optional().describe('For admins to set.'),
  partner: z.boolean().optional().describe('For admins to set.'),
  cashbackBps: z.int().min(0).max(10_000).optional().describe('For admins to set; 500 is 5 %.'),
});
