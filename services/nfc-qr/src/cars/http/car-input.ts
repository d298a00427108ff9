import { humanText, oneLine } from '@chowk/contracts/fields';
import { z } from 'zod';

/** Letters, digits and what stands between them on plates of any country. */
const carNumber = oneLine(20).regex(/^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} .·-]*$/u, 'is not a number plate');
const fieldLabel = oneLine(40).regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N} _-]*$/u, 'is not a label');

/** What an owner says about a car. */
export const carInput = z
  .strictObject({
    carNumber,
    carModel: oneLine(80),
    customMessage: humanText(280, { min: 0 }).optional(),
    customFields: z
      .record(fieldLabel, humanText(200, { min: 0 }))
      .refine((fields) => Object.keys(fields).length <= 20, 'has more than 20 fields')
      .default({}),
    selectedTemplate: z
      .string()
      .regex(/^[\w-]{1,40}$/, 'is not the name of a template')
      .default('classic'),
  })
  .transform(({ customMessage, ...fields }) => ({ ...fields, customMessage: customMessage || undefined }));
