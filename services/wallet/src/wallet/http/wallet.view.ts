import * as fields from '@chowk/contracts/fields';
import { money } from '@chowk/money';
import { z } from 'zod';
import { parseAccountId } from '../../ledger/domain/account.ts';
import type { Entry } from '../../ledger/domain/entry.ts';
import { TRANSFER_KINDS } from '../../ledger/domain/transfer.ts';
import type { Balance } from '../use-cases/get-balance.ts';

export const transactionType = z.enum(TRANSFER_KINDS);

export const balanceSchema = z
  .object({
    balance: fields.money.meta({ description: 'What can be spent.' }),
    held: fields.money.meta({ description: 'What is set aside for payments under way.' }),
    totalEarned: fields.money.meta({ description: 'Rewards so far.' }),
    totalSpent: fields.money.meta({ description: 'What was paid for orders, less what was refunded.' }),
    owed: fields.money.optional().meta({
      description:
        'What a provider took back after it was spent. Money that comes in pays it first; missing when nothing is owed.',
    }),
  })
  .meta({ id: 'WalletBalance', description: 'What a wallet holds, and what it earned and spent so far.' });

export const balanceView = (balance: Balance): z.output<typeof balanceSchema> => balance;

export const transactionSchema = z
  .object({
    id: z.string().meta({ description: 'The transfer.', examples: ['top_01K5A4Z8S9V3N6M2T7Q0R1W4XY:topup'] }),
    type: transactionType,
    direction: z.enum(['in', 'out']),
    amount: fields.money,
    balanceBefore: fields.money,
    balanceAfter: fields.money,
    reference: z.string().meta({ description: 'What it was for: an order, a top-up.' }),
    createdAt: fields.instant,
  })
  .meta({ id: 'WalletTransaction', description: 'What one transfer did to the spendable balance.' });

export function transactionView(entry: Entry): z.output<typeof transactionSchema> {
  const { currency } = parseAccountId(entry.account);
  return {
    id: entry.transferId,
    type: entry.kind,
    direction: entry.delta < 0 ? 'out' : 'in',
    amount: money(Math.abs(entry.delta), currency),
    balanceBefore: money(entry.balanceBefore, currency),
    balanceAfter: money(entry.balanceAfter, currency),
    reference: entry.reference,
    createdAt: entry.createdAt.toISOString(),
  };
}
