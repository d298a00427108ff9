import { money } from '@chowk/money';
import { ok, page, pageQuery, route, type CursorCodec, type Route } from '@chowk/runtime/http';
import { z } from 'zod';
import { TRANSFER_KINDS } from '../ledger/domain/transfer.ts';
import type { Entry } from '../ledger/domain/entry.ts';
import type { getBalance } from './use-cases/get-balance.ts';
import type { listTransactions } from './use-cases/list-transactions.ts';

const transactionView = (entry: Entry, currency: string) => ({
  id: entry.transferId,
  type: entry.kind,
  direction: entry.delta < 0 ? 'out' : 'in',
  amount: money(Math.abs(entry.delta), currency),
  balanceBefore: money(entry.balanceBefore, currency),
  balanceAfter: money(entry.balanceAfter, currency),
  reference: entry.reference,
  createdAt: entry.createdAt,
});

/** A user's own wallet. */
export const walletRoutes = (deps: {
  getBalance: ReturnType<typeof getBalance>;
  listTransactions: ReturnType<typeof listTransactions>;
  currency: string;
  cursors: CursorCodec;
}): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/wallet/balance',
    auth: 'user',
    summary: 'What the wallet holds, and what it earned and spent so far.',
    handle: async ({ user }) => ok(await deps.getBalance(user.userId)),
  }),
  route({
    method: 'get',
    path: '/api/v1/wallet/transactions',
    auth: 'user',
    summary: 'What came into the spendable balance and what left it, newest first.',
    query: pageQuery().extend({ type: z.enum(TRANSFER_KINDS).optional() }),
    async handle({ user, query: { limit, cursor, type } }) {
      const beforeSeq = cursor === undefined ? undefined : Number(deps.cursors.decode(cursor)[0]);
      const { items, nextBeforeSeq } = await deps.listTransactions({
        userId: user.userId,
        kind: type,
        beforeSeq,
        limit,
      });
      return page(
        items.map((entry) => transactionView(entry, deps.currency)),
        nextBeforeSeq === undefined ? null : deps.cursors.encode([nextBeforeSeq, user.userId]),
      );
    },
  }),
];
