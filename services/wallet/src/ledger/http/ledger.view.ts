import * as fields from '@chowk/contracts/fields';
import { money } from '@chowk/money';
import { z } from 'zod';
import { parseAccountId } from '../domain/account.ts';
import type { Account } from '../domain/entry.ts';
import { LEDGER_RULES, type LedgerReport } from '../domain/ledger-report.ts';

const currency = z.string().meta({ description: 'ISO 4217 code.', examples: ['INR'] });

export const ledgerReportSchema = z
  .object({
    ok: z.boolean().meta({ description: 'Whether no problem was found.' }),
    accounts: z.int(),
    entries: z.int(),
    transfers: z.int(),
    sums: z
      .array(z.object({ currency, sum: z.int() }))
      .meta({ description: 'Per currency the sum of all balances in minor units: zero in a sound ledger.' }),
    problems: z
      .array(
        z.object({
          rule: z.enum(LEDGER_RULES),
          where: z.string().meta({ description: 'The account, entry, transfer or currency.' }),
        }),
      )
      .meta({ description: 'What cannot be; the first hundred.' }),
    truncated: z.boolean().meta({ description: 'Whether there were more problems than are listed.' }),
  })
  .meta({ id: 'LedgerReport', description: 'What recomputing the whole ledger found.' });

export const ledgerReportView = (report: LedgerReport): z.output<typeof ledgerReportSchema> => report;

export const ledgerAccountSchema = z
  .object({
    id: z.string().meta({ description: 'Name, currency and shard.', examples: ['revenue/INR/07'] }),
    name: z.string().meta({ examples: ['revenue', 'user:usr_1:available'] }),
    balance: fields.signedMoney,
    entryCount: z.int().meta({ description: 'Number of its last entry.' }),
  })
  .meta({
    id: 'LedgerAccount',
    description: 'An account of the ledger; of a system account, one of its shards.',
  });

export function ledgerAccountView({
  id,
  balance,
  entryCount,
}: Account): z.output<typeof ledgerAccountSchema> {
  const { name, currency } = parseAccountId(id);
  return { id, name, balance: money(balance, currency), entryCount };
}
