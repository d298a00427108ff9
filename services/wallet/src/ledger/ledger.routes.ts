import { money } from '@chowk/money';
import { ok, page, pageQuery, route, type CursorCodec, type Route } from '@chowk/runtime/http';
import { parseAccountId } from './domain/account.ts';
import type { Account } from './ports.ts';
import type { LedgerReport } from './use-cases/verify-ledger.ts';

const BACK_OFFICE = ['admin', 'owner'] as const;

/** Back office: proof of the ledger, and its accounts. */
export const ledgerRoutes = (deps: {
  verifyLedger: () => Promise<LedgerReport>;
  listAccounts: (query: { afterId?: string | undefined; limit: number }) => Promise<Account[]>;
  cursors: CursorCodec;
}): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/admin/ledger/verify',
    auth: BACK_OFFICE,
    summary: 'Recomputes the whole ledger and lists what is not right.',
    handle: async () => ok({ report: await deps.verifyLedger() }),
  }),
  route({
    method: 'get',
    path: '/api/v1/admin/ledger/accounts',
    auth: BACK_OFFICE,
    summary: 'All accounts by id; those of the house in their shards.',
    query: pageQuery(),
    async handle({ query: { limit, cursor } }) {
      const afterId = cursor === undefined ? undefined : deps.cursors.decode(cursor)[1];
      const found = await deps.listAccounts({ afterId, limit: limit + 1 });
      const accounts = found.slice(0, limit);
      const last = accounts.at(-1);
      const nextCursor = found.length > limit && last ? deps.cursors.encode(['', last.id]) : null;
      return page(
        accounts.map(({ id, balance, entryCount }) => {
          const { name, currency } = parseAccountId(id);
          return { id, name, balance: money(balance, currency), entryCount };
        }),
        nextCursor,
      );
    },
  }),
];
