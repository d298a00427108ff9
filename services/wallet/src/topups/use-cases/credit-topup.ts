import { providerClearing, userAccount } from '../../ledger/domain/account.ts';
import type { LedgerApi } from '../../ledger/ledger.ts';
import type { PurposeHandler } from '../../payments/payments.ts';

/** What a captured top-up is for: the money that the provider took is the user's to spend. */
export const createCreditTopup =
  ({ ledger }: { ledger: Pick<LedgerApi, 'writeTransfer'> }): PurposeHandler['onCaptured'] =>
  async ({ id, userId, provider, amount, reference }, tx) => {
    await ledger.writeTransfer(
      {
        id: `${id}:topup`,
        kind: 'topup',
        reference,
        postings: [
          { source: providerClearing(provider), destination: userAccount(userId, 'available'), ...amount },
        ],
      },
      tx,
    );
  };
