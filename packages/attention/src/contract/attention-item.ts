import { instant } from '@chowk/contracts/fields';
import { z } from 'zod';

/** What people can do: `replay` tries again what was given up, `resolve` ends it as it is. */
export const ATTENTION_ACTIONS = ['replay', 'resolve'] as const;
export type AttentionActionName = (typeof ATTENTION_ACTIONS)[number];

/** A kind of stuck work. Open: a service may have kinds of its own. */
export const attentionKind = z
  .string()
  .regex(/^[a-z][a-z-]{0,29}$/, 'must be a kind such as job')
  .meta({ description: 'What is stuck: job, dead-letter, process, money. New kinds may come.' });

/** `<kind>:<own id>`: visible ASCII, and no slash, which no path could carry. */
export const attentionId = z
  .string()
  .max(300)
  .regex(/^[a-z][a-z-]{0,29}:[!-.0-~]+$/, 'is not an id')
  .meta({
    description: 'The kind, a colon, and the id among its kind.',
    examples: ['process:cancellation:ord_1'],
  });

export const attentionCounts = z
  .record(z.string(), z.int())
  .meta({ description: 'How many there are of each kind; kinds without any are left out.' });

const fact = z.union([z.string(), z.number(), z.boolean()]);

export const attentionItemSchema = z
  .object({
    id: attentionId,
    service: z.string(),
    kind: attentionKind,
    title: z.string().meta({ description: 'What is the matter, in one sentence for people.' }),
    subject: z.string().optional().meta({ description: 'Id of the order, person or payment it is about.' }),
    since: instant.meta({ description: 'Since when it waits for somebody.' }),
    attempts: z.int().meta({ description: 'Tries that failed before it was given up.' }),
    reason: z.string().meta({ description: 'A code of the catalogue, or a few words.' }),
    actions: z.array(z.enum(ATTENTION_ACTIONS)),
    data: z
      .record(z.string(), z.union([fact, z.array(z.record(z.string(), fact))]))
      .optional()
      .meta({ description: 'Facts about it by kind; small, and nothing personal.' }),
    cursor: z.string().meta({ description: 'Send as `cursor` for what comes after this one.' }),
  })
  .meta({ id: 'AttentionItem', description: 'Something that nothing but a person can help.' });
export type AttentionItem = z.output<typeof attentionItemSchema>;

export const attentionAuditSchema = z
  .object({
    id: z.string(),
    itemId: attentionId,
    kind: attentionKind,
    action: z.enum(ATTENTION_ACTIONS),
    by: z.string().meta({ description: 'Id of the admin.' }),
    note: z.string().optional(),
    outcome: z.enum(['begun', 'done', 'failed']).meta({
      description:
        'What acts in the database alone has one row, done. What acts outside is begun first, and then done or failed.',
    }),
    code: z.string().optional().meta({ description: 'Of one that failed: why.' }),
    at: instant,
  })
  .meta({ id: 'AttentionAudit', description: 'What somebody did about stuck work. Never changed.' });
