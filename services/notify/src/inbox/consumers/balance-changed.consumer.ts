import type { AnySubscription } from '@chowk/messaging';
import { format } from '@chowk/money';
import type { Language } from '../../templates/templates.ts';
import type { UserUpdate } from '../use-cases/publish-user-updates.ts';
import { userUpdateConsumer, type UpdateLane } from './user-update-consumer.ts';

/** Money that comes in is worth a line in the inbox. */
const TEXT_BY_KIND = { topup: 'wallet.topup', refund: 'wallet.refund' } as const;

const hasText = (kind: string): kind is keyof typeof TEXT_BY_KIND => Object.hasOwn(TEXT_BY_KIND, kind);

/**
 * Tells a person that their wallet changed; money that came in also stays in the inbox. A balance that has been
 * overtaken is not shown, but the money that came in with it is still worth its line.
 */
export const balanceChangedConsumer = (language: Language, lane: UpdateLane): AnySubscription =>
  userUpdateConsumer(
    'wallet-updates',
    {
      older: 'mark',
      updateFor: ({ data }, { isOutdated }): UserUpdate | undefined => {
        const { userId, transferId, kind, amount, balance, held, reference, at } = data;
        if (isOutdated && !hasText(kind)) return undefined;
        return {
          userId,
          ...(!isOutdated && {
            event: {
              name: 'wallet_update',
              data: { transferId, kind, amount, balance, held, reference, changedAt: at },
            },
          }),
          ...(hasText(kind) && {
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
    lane,
  );
