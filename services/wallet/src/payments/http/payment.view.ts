import * as fields from '@chowk/contracts/fields';
import { z } from 'zod';
import { PAYMENT_PURPOSES, PAYMENT_STATUSES, type Payment } from '../domain/payment.ts';
import { PROVIDER_NAMES } from '../domain/provider-name.ts';

export const paymentSchema = z
  .object({
    id: fields.anyId,
    purpose: z.enum(PAYMENT_PURPOSES),
    provider: z.enum(['wallet', ...PROVIDER_NAMES]).meta({ description: 'Where the money comes from.' }),
    status: z.enum(PAYMENT_STATUSES).meta({
      description:
        'From the wallet: authorised (held), then captured or voided. Through a provider: created, pending, then captured, failed, or parked while people look at it.',
    }),
    amount: fields.money,
    refunded: fields.money.meta({ description: 'What has gone back to the user.' }),
    reference: z.string().meta({ description: 'What is paid for: the order, or the top-up itself.' }),
    orderId: z.string().optional().meta({ description: "The provider's order, once there is one." }),
    createdAt: fields.instant,
    updatedAt: fields.instant,
  })
  .meta({ id: 'Payment', description: 'A payment of a user, as the user sees it.' });

/** The provider's internals and the words for support stay inside. */
export const paymentView = (payment: Payment): z.output<typeof paymentSchema> => ({
  id: payment.id,
  purpose: payment.purpose,
  provider: payment.provider,
  status: payment.status,
  amount: payment.amount,
  refunded: payment.refunded,
  reference: payment.reference,
  ...(payment.providerOrderId !== undefined && { orderId: payment.providerOrderId }),
  createdAt: payment.createdAt.toISOString(),
  updatedAt: payment.updatedAt.toISOString(),
});
