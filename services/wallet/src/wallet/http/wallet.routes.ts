import {
  bindRoutes,
  defineRoute,
  ok,
  page,
  pageQuery,
  paginate,
  replies,
  type CursorCodec,
  type Route,
} from '@chowk/runtime/http';
import type { GetBalance } from '../use-cases/get-balance.ts';
import type { ListTransactions } from '../use-cases/list-transactions.ts';
import {
  balanceSchema,
  balanceView,
  transactionSchema,
  transactionType,
  transactionView,
} from './wallet.view.ts';

/** A user's own wallet. */
export const walletContract = {
  getWalletBalance: defineRoute({
    method: 'get',
    path: '/api/v1/wallet/balance',
    auth: 'user',
    summary: 'Get what the wallet holds, and what it earned and spent so far',
    reply: replies.data(balanceSchema),
  }),
  listWalletTransactions: defineRoute({
    method: 'get',
    path: '/api/v1/wallet/transactions',
    auth: 'user',
    summary: 'List what came into the spendable balance and what left it, newest first',
    query: pageQuery().extend({ type: transactionType.optional() }),
    reply: replies.list(transactionSchema, { key: { seq: -1 } }),
  }),
};

export const walletRoutes = (deps: {
  getBalance: GetBalance;
  listTransactions: ListTransactions;
  cursors: CursorCodec;
}): Route[] =>
  bindRoutes(walletContract, {
    getWalletBalance: async ({ user }) => ok(balanceView(await deps.getBalance(user.userId))),
    listWalletTransactions: async ({ user: { userId }, query }) =>
      page(
        await paginate({
          cursors: deps.cursors,
          query,
          find: (position, limit) =>
            deps.listTransactions({
              userId,
              kind: query.type,
              beforeSeq: position && Number(position[0]),
              limit,
            }),
          keyOf: ({ seq }) => [seq, userId],
          view: transactionView,
        }),
      ),
  });
