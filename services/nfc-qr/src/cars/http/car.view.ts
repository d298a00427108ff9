import { id, instant } from '@chowk/contracts/fields';
import { z } from 'zod';
import type { Car } from '../domain/car.ts';

export const carSchema = z
  .object({
    id: id('car'),
    carNumber: z.string().describe('As on its plate; scanners see it masked.'),
    carModel: z.string(),
    customMessage: z.string().optional().describe('Shown to everybody who scans the code.'),
    customFields: z
      .record(z.string(), z.string())
      .describe('Labels and texts, shown to whoever may see the owner.'),
    selectedTemplate: z.string().describe('How the app draws the sticker.'),
    qr: z.object({
      code: z.string().describe('What its sticker says, 17 symbols.'),
      url: z.string().describe('Where the printed code leads.'),
    }),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Car', description: 'A car, as its owner sees it.' });

/** A car as its owner sees it; `url` is where its code leads. */
export const carView = (car: Car, url: string): z.output<typeof carSchema> => ({
  id: car.id,
  carNumber: car.carNumber,
  carModel: car.carModel,
  customMessage: car.customMessage,
  customFields: car.customFields,
  selectedTemplate: car.selectedTemplate,
  qr: { code: car.code, url },
  createdAt: car.createdAt.toISOString(),
  updatedAt: car.updatedAt.toISOString(),
});
