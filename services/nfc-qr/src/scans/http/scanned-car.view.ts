import { instant } from '@chowk/contracts/fields';
import { z } from 'zod';

const maskedCar = {
  model: z.string(),
  maskedNumber: z.string().describe('Its number plate; the middle is asterisks.'),
  customMessage: z.string().nullable(),
};

const maskedCarSchema = z
  .object(maskedCar)
  .meta({ id: 'MaskedCar', description: 'What anybody with the code sees of a car.' });

const fullCarSchema = z
  .object({
    ...maskedCar,
    carNumber: z.string(),
    customFields: z.record(z.string(), z.string()),
    selectedTemplate: z.string(),
    owner: z.object({
      name: z.string(),
      phone: z.string().describe('Masked, unless the owner agreed to share it.'),
    }),
  })
  .meta({ id: 'FullCar', description: 'A car with its owner.' });

/** What `maskedCarView` and `fullCarView` of the domain make. */
export const scannedCarSchema = z
  .discriminatedUnion('gate', [
    z.object({ gate: z.literal(true), car: maskedCarSchema }),
    z.object({ gate: z.literal(false), car: fullCarSchema }),
  ])
  .meta({ id: 'ScannedCar', description: 'A scanned car; `gate` says whether its owner is kept back.' });

export const revealSchema = z
  .object({
    token: z.string().describe('For the header X-Reveal-Token.'),
    expiresAt: instant,
    car: fullCarSchema.optional().describe('Missing when the request came again after `expiresAt`.'),
  })
  .meta({ id: 'Reveal', description: 'What a lead earns: the owner, for a while.' });
