import * as fields from '@chowk/contracts/fields';
import { z } from 'zod';
import { PAYMENT_STATUSES } from '../../payments/domain/payment.ts';
import type { StartedPayment } from '../../payments/payments.ts';

export const topupCheckoutSchema = z
  .object({
    topup: z.object({
      id: fields.anyId.meta({ description: "The top-up, one of the user's payments." }),
      status: z.enum(PAYMENT_STATUSES),
      amount: fields.money,
    }),
    orderId: z.string().meta({ description: "The provider's order, with the amount fixed." }),
    amount: z.int().meta({ description: 'In minor units, as checkouts take it.' }),
    currency: z.string().meta({ description: 'ISO 4217 code.', examples: ['INR'] }),
    key: z.string().meta({ description: "The provider's public key." }),
  })
  .meta({ id: 'TopupCheckout', description: "A top-up, and what opens the provider's checkout." });

export const topupCheckoutView = ({
  payment: { id, status, amount },
  providerOrderId,
  key,
}: StartedPayment): z.output<typeof topupCheckoutSchema> => ({
  topup: { id, status, amount },
  orderId: providerOrderId,
  ...amount,
  key,
});
