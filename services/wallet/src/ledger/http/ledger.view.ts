import * as fields from '@chowk/contracts/fields';
import { money } from '@chowk/money';
import { z } from 'zod';
import { parseAccountId } from '../domain/account.ts';
import type { Account } from '../domain/entry.ts';
import { LEDGER_RULES } from '../domain/ledger-report.ts';
import { VERIFICATION_MODES, VERIFICATION_PHASES, type Verification } from '../domain/verification.ts';

const currency = z.string().meta({ description: 'ISO 4217 code.', examples: ['INR'] });

const ledgerReportSchema = z
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
  .meta({ id: 'LedgerReport', description: 'What recomputing the ledger found.' });

export const verificationSchema = z
  .object({
    id: fields.anyId,
    mode: z.enum(VERIFICATION_MODES).meta({
      description: 'Full, or of each account only what came after the entry up to which it was sound before.',
    }),
    state: z.enum(['running', 'ended']),
    by: fields.anyId.meta({ description: 'The admin who asked for it.' }),
    startedAt: fields.instant,
    progressAt: fields.instant.meta({ description: 'When it came this far.' }),
    endedAt: fields.instant.optional(),
    progress: z.object({
      phase: z.enum(VERIFICATION_PHASES),
      accounts: z.int(),
      entries: z.int(),
      transfers: z.int(),
      problems: z.int().meta({ description: 'How many were found so far; a hundred at the most.' }),
    }),
    report: ledgerReportSchema.optional().meta({ description: 'Once it has ended.' }),
  })
  .meta({ id: 'LedgerVerification', description: 'One run of the check of the ledger.' });

export const verificationView = ({
  startedAt,
  progressAt,
  endedAt,
  progress: { phase, accounts, entries, transfers, problems },
  ...run
}: Verification): z.output<typeof verificationSchema> => ({
  ...run,
  startedAt: startedAt.toISOString(),
  progressAt: progressAt.toISOString(),
  ...(endedAt && { endedAt: endedAt.toISOString() }),
  progress: { phase, accounts, entries, transfers, problems: problems.length },
});

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
