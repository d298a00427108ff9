import {
  accepted,
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
import { VERIFICATION_MODES } from '../domain/verification.ts';
import type { AccountQuery, VerificationRepository } from '../ports.ts';
import type { StartVerification } from '../use-cases/start-verification.ts';
import {
  ledgerAccountSchema,
  ledgerAccountView,
  verificationSchema,
  verificationView,
} from './ledger.view.ts';

/** Back office: proof of the ledger, and its accounts. */
export const ledgerContract = {
  adminVerifyLedger: defineRoute({
    method: 'post',
    path: '/api/v1/admin/ledger/verify',
    auth: ADMINS,
    summary: 'Start to verify the ledger, or join the run that is under way',
    body: z.strictObject({
      mode: z.enum(VERIFICATION_MODES).default('incremental').describe('Full recomputes all of it.'),
    }),
    reply: replies.data(z.object({ verification: verificationSchema }), { status: 202 }),
  }),
  adminGetLedgerVerification: defineRoute({
    method: 'get',
    path: '/api/v1/admin/ledger/verify',
    auth: ADMINS,
    summary: 'Get the last report on the ledger, and how far the run under way has come',
    reply: replies.data(
      z.object({
        current: verificationSchema.nullable().meta({ description: 'The run that is under way.' }),
        last: verificationSchema.nullable().meta({ description: 'The last one that ended.' }),
      }),
    ),
  }),
  adminListLedgerAccounts: defineRoute({
    method: 'get',
    path: '/api/v1/admin/ledger/accounts',
    auth: ADMINS,
    summary: 'List all accounts of the ledger by id, system accounts in their shards',
    query: pageQuery(),
    reply: replies.list(ledgerAccountSchema, { key: { _id: 1 } }),
  }),
};

export const ledgerRoutes = (deps: {
  startVerification: StartVerification;
  latestVerifications: VerificationRepository['latest'];
  listAccounts: (query: AccountQuery) => Promise<Account[]>;
  cursors: CursorCodec;
}): Route[] =>
  bindRoutes(ledgerContract, {
    adminVerifyLedger: async ({ user, body }) =>
      accepted({ verification: verificationView(await deps.startVerification(user.userId, body.mode)) }),
    async adminGetLedgerVerification() {
      const { current, last } = await deps.latestVerifications();
      return ok({
        current: current ? verificationView(current) : null,
        last: last ? verificationView(last) : null,
      });
    },
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
