import { instant } from '@chowk/contracts/fields';
import type { Process } from '@chowk/saga';
import { z } from 'zod';

export const attentionSchema = z
  .object({
    id: z.string(),
    type: z.string().describe('What kind of process it is: checkout, cancellation.'),
    orderId: z.string(),
    state: z.enum(['needs-attention', 'running', 'compensating', 'abandoned']),
    since: instant.optional().describe('Since when it needs attention.'),
    failure: z.string().optional().describe('Why the order turned back, if it did.'),
    parked: z.array(
      z.object({
        step: z.string(),
        attempts: z.int(),
        reason: z.string().describe('The code that the last try was refused with.'),
      }),
    ),
    note: z.string().optional().describe('Of one that was abandoned: why.'),
  })
  .meta({ id: 'OrderProcess', description: 'A process of an order that nothing but a person can help.' });

export const attentionView = (process: Process): z.output<typeof attentionSchema> => ({
  id: process.id,
  type: process.type,
  orderId: process.subject,
  // What is listed needs attention; what was resumed or abandoned is in one of the others.
  state: process.state as z.output<typeof attentionSchema>['state'],
  since: process.attentionAt?.toISOString(),
  failure: process.failure?.code,
  parked: Object.entries(process.steps)
    .filter(([, { state }]) => state === 'parked')
    .map(([step, { attempts, failure }]) => ({ step, attempts, reason: failure?.code ?? 'SERVER_ERROR' })),
  note: process.abandoned?.note,
});
