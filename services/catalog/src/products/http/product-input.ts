import { anyId, humanText, mediaPath, money, oneLine } from '@chowk/contracts/fields';
import { z } from 'zod';
import { SKU_PATTERN } from '../../stock/domain/sku.ts';

// A key of an object in the database; names that JavaScript or MongoDB read a meaning into stay out.
const optionName = oneLine(40).regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N} _-]*$/u, 'must be words');
const stockUnits = z.int().min(0).max(10_000_000);

const variantInput = z.strictObject({
  sku: z.string().regex(SKU_PATTERN, 'must be capitals, digits, dot, hyphen, underscore'),
  options: z
    .record(optionName, oneLine(40))
    .default({})
    .describe('One value for each option of the product, by its name.'),
  price: z
    .strictObject({ original: money, selling: money })
    .describe('`selling` is what it costs now, and never above `original`.'),
  barcode: z
    .string()
    .regex(/^\d{8,14}$/, 'must be 8 to 14 digits')
    .nullable()
    .default(null),
  stock: stockUnits.default(0).describe('Units on hand of a SKU that is new; others are adjusted.'),
  lowStockThreshold: stockUnits.optional().describe('At this many available units or fewer it is low.'),
});

/** A product as its merchant sends it. */
export const productInput = z.strictObject({
  name: oneLine(160),
  description: humanText(5_000, { min: 0 }).default(''),
  brand: oneLine(80).nullable().default(null),
  categoryId: anyId,
  options: z
    .array(z.strictObject({ name: optionName, values: z.array(oneLine(40)).min(1).max(50) }))
    .max(3)
    .default([]),
  variants: z
    .array(variantInput)
    .min(1)
    // What PRODUCT_MAX_VARIANTS may be at the most; the installation may allow fewer.
    .max(1_000),
  gstRateBps: z.int().min(0).max(10_000).describe('Basis points: 1800 is 18 %.'),
  hsn: z.string().regex(/^\d{4,8}$/, 'must be an HSN code of 4 to 8 digits'),
  taxInclusive: z.boolean().default(true),
  specifications: z
    .array(z.strictObject({ name: oneLine(80), value: humanText(300) }))
    .max(50)
    .default([]),
  tags: z.array(oneLine(40)).max(20).default([]),
  images: z.array(mediaPath).max(12).default([]),
  featured: z.boolean().default(false),
});
