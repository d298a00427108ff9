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
import { ADMINS } from '@chowk/runtime/identity';
import { z } from 'zod';
import type { Account } from '../domain/entry.ts';
import type { AccountQuery } from '../ports.ts';
import type { VerifyLedger } from '../use-cases/verify-ledger.ts';
import {
  ledgerAccountSchema,
  ledgerAccountView,
  ledgerReportSchema,
  ledgerReportView,
} from './ledger.view.ts';

/** Back office: proof of the ledger, and its accounts. */
export const ledgerContract = {
  adminVerifyLedger: defineRoute({
    method: 'get',
    path: '/api/v1/admin/ledger/verify',
    auth: ADMINS,
    summary: 'Recompute the whole ledger and list what is not right',
    reply: replies.data(z.object({ report: ledgerReportSchema })),
  }),
  adminListLedgerAccounts: defineRoute({
    method: 'get',
    path: '/api/v1/admin/ledger/accounts',
    auth: ADMINS,
    summary: 'List all accounts of the ledger by id, system accounts in their shards',
    query: pageQuery(),
    reply: replies.list(ledgerAccountSchema),
  }),
};

export const ledgerRoutes = (deps: {
  verifyLedger: VerifyLedger;
  listAccounts: (query: AccountQuery) => Promise<Account[]>;
  cursors: CursorCodec;
}): Route[] =>
  bindRoutes(ledgerContract, {
    adminVerifyLedger: async () => ok({ report: ledgerReportView(await deps.verifyLedger()) }),
    adminListLedgerAccounts: async ({ query }) =>
      page(
        await paginate({
          cursors: deps.cursors,
          query,
          find: (position, limit) => deps.listAccounts({ afterId: position?.[1], limit }),
          keyOf: ({ id }) => ['', id],
          view: ledgerAccountView,
        }),
      ),
  });
