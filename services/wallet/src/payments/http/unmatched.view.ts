import * as fields from '@chowk/contracts/fields';
import { money } from '@chowk/money';
import { z } from 'zod';
import { PROVIDER_NAMES } from '../domain/provider-name.ts';
import { UNMATCHED_STATUSES, type DecidedMoney } from '../domain/unmatched-money.ts';

export const unmatchedMoneySchema = z
  .object({
    id: z.string().meta({ examples: ['razorpay:pay_29QQoUBi66xm2f'] }),
    provider: z.enum(PROVIDER_NAMES),
    providerPaymentId: z.string().meta({ description: "The provider's payment." }),
    paymentId: fields.anyId.meta({ description: 'The payment of ours that it was meant for.' }),
    userId: fields.anyId,
    reason: z.string().meta({ description: 'Why it does not count, in words for staff.' }),
    amount: fields.money.meta({ description: 'What was captured.' }),
    left: fields.money.meta({ description: 'What of it is still in suspense.' }),
    status: z.enum(UNMATCHED_STATUSES).meta({
      description:
        'Held, then on its way back (refunding) and returned to the customer, or credited to the user by an admin.',
    }),
    createdAt: fields.instant,
    updatedAt: fields.instant,
    decisions: z
      .array(
        z.object({
          action: z.enum(['refund', 'credit']),
          by: fields.anyId.meta({ description: 'The admin.' }),
          note: z.string(),
          at: fields.instant,
        }),
      )
      .meta({ description: 'What admins decided about it, oldest first.' }),
  })
  .meta({
    id: 'UnmatchedMoney',
    description: 'Money that a provider captured and that counts for no payment of ours.',
  });

export const unmatchedMoneyView = ({
  money: { left, createdAt, updatedAt, ...unmatched },
  decisions,
}: DecidedMoney): z.output<typeof unmatchedMoneySchema> => ({
  ...unmatched,
  left: money(left, unmatched.amount.currency),
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
  decisions: decisions.map(({ action, by, note, at }) => ({ action, by, note, at: at.toISOString() })),
});
