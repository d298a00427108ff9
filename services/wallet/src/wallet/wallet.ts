import type { Capability } from '@chowk/chassis';
import type { CursorCodec } from '@chowk/runtime/http';
import type { LedgerApi } from '../ledger/ledger.ts';
import { walletRoutes } from './http/wallet.routes.ts';
import { createGetBalance } from './use-cases/get-balance.ts';
import { createListTransactions } from './use-cases/list-transactions.ts';

/** A user's view of the ledger: balance and transactions. It keeps nothing of its own. */
export const composeWallet = ({
  ledger,
  currency,
  cursors,
}: {
  ledger: LedgerApi;
  /** ISO 4217 */
  currency: string;
  cursors: (list: string) => CursorCodec;
}): Capability => ({
  name: 'wallet',
  api: undefined,
  routes: walletRoutes({
    getBalance: createGetBalance({ ledger, currency }),
    listTransactions: createListTransactions({ ledger, currency }),
    cursors: cursors('transactions'),
  }),
});
