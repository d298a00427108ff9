import type { AnySubscription } from '@chowk/messaging';
import { format } from '@chowk/money';
import type { Language } from '../../templates/templates.ts';
import type { UserUpdate } from '../use-cases/publish-user-update.ts';
import { userUpdateConsumer, type UserUpdateDeps } from './user-update-consumer.ts';

const TEXT_BY_KIND = { topup: 'wallet.topup', refund: 'wallet.refund' } as const;

/** Tells a person that their wallet changed; money that came in also stays in the inbox. */
export const balanceChangedConsumer = (language: Language, deps: UserUpdateDeps): AnySubscription =>
  userUpdateConsumer(
    {
      name: 'wallet-updates',
      events: ['balanceChanged'],
      userOf: ({ data }) => data.userId,
      updateFor: ({ data }): UserUpdate => {
        const { userId, transferId, kind, amount, balance, held, reference, at } = data;
        return {
          userId,
          event: {
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
    deps,
  );
