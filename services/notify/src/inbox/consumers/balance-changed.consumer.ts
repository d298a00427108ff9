import type { Subscription } from '@chowk/messaging';
import { format } from '@chowk/money';
import type { Language } from '../../texts/texts.ts';
import type { Tidings } from '../use-cases/tell-person.ts';
import { personalSubscription, type Telling } from './personal-subscription.ts';

const TEXT_BY_KIND = { topup: 'wallet.topup', refund: 'wallet.refund' } as const;

/** Tells a person that their wallet changed; money that came in also stays in the inbox. */
export const balanceChangedConsumer = (
  language: Language,
  telling: Telling,
): Subscription<'balanceChanged'> =>
  personalSubscription(
    {
      name: 'wallet-updates',
      events: ['balanceChanged'],
      tidings: ({ data }): Tidings => {
        const { userId, transferId, kind, amount, balance, held, reference, at } = data;
        return {
          userId,
          update: {
            name: 'wallet_update',
            data: { transferId, kind, amount, balance, held, reference, changedAt: at },
          },
          ...((kind === 'topup' || kind === 'refund') && {
            notification: {
              category: 'wallet',
              text: {
                key: TEXT_BY_KIND[kind],
                variables: {
                  amount: format(amount, `${language}-IN`),
                  balance: format(balance, `${language}-IN`),
                },
              },
              data: { transferId, reference },
            },
          }),
        };
      },
    },
    telling,
  );
