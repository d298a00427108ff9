import type { Tx } from '@chowk/messaging';
import { money } from '@chowk/money';
import type { Clock } from '@chowk/runtime/lifecycle';
import {
  accountId,
  ownerOf,
  parseAccountId,
  SUB_ACCOUNTS,
  userAccount,
  type SubAccount,
} from '../domain/account.ts';
import { debtPostings } from '../domain/debt.ts';
import { entriesOf, stateAfter, type AccountState } from '../domain/entry.ts';
import { deltasOf, prepareTransfer, type NewTransfer, type Transfer } from '../domain/transfer.ts';
import type { LedgerRepository } from '../ports.ts';
import { AccountsMissing, type LedgerTx } from './transact.ts';

/**
 * Writes a transfer in a transaction of `Transact` and emits wallet.balance-changed for each user it touches.
 * The only place that writes transfers, entries and balances.
 * Money that comes to a user who owes pays the debt first, whatever it is for; a reversal beyond what a user
 * can spend is owed.
 * Rejects with DuplicateId when the id is taken: the caller's own claim has to rule that out.
 * @throws AppError INSUFFICIENT_FUNDS, also for a taken id; AMOUNT_OUT_OF_RANGE
 */
export type WriteTransfer = (given: NewTransfer, tx: LedgerTx) => Promise<Transfer>;

export const createWriteTransfer =
  (deps: {
    ledger: Pick<LedgerRepository, 'insertTransfer' | 'findStates' | 'append'>;
    clock: Clock;
  }): WriteTransfer =>
  async (given, tx) => {
    const named = given.postings.flatMap(({ source, destination, currency }) =>
      [source, destination].map((name) => accountId(name, currency, tx.shard)),
    );
    const states = await deps.ledger.findStates(withSubAccounts(named), tx);
    const added = debtPostings(
      given,
      (name, currency) => states.get(accountId(name, currency, tx.shard))?.balance ?? 0,
    );
    const transfer = prepareTransfer(given, tx.shard, deps.clock(), added);
    const missing = [...deltasOf(transfer.postings).keys()].filter((id) => !states.has(id));
    if (missing.length > 0) throw new AccountsMissing(missing);

    // Decided before anything is written: a refusal costs a look, and not a transaction of inserts.
    const entries = entriesOf(transfer, states);
    await deps.ledger.insertTransfer(transfer, tx);
    await deps.ledger.append(entries, tx);
    const after = new Map([
      ...states,
      ...entries.map((entry) => [entry.account, stateAfter(entry)] as const),
    ]);
    emitBalanceChanged(transfer, after, tx);
    return transfer;
  };

const userAccountId = (userId: string, subAccount: SubAccount, currency: string): string =>
  accountId(userAccount(userId, subAccount), currency, 0);

/**
 * These accounts, and all of the users among them: what is owed decides where money goes, and an event about a
 * wallet has what is available and held.
 */
function withSubAccounts(ids: readonly string[]): string[] {
  const beside = ids.flatMap((id) => {
    const userId = ownerOf(id);
    if (userId === undefined) return [];
    const { currency } = parseAccountId(id);
    return SUB_ACCOUNTS.map((subAccount) => userAccountId(userId, subAccount, currency));
  });
  return [...new Set([...ids, ...beside])];
}

function emitBalanceChanged(
  transfer: Transfer,
  states: ReadonlyMap<string, AccountState>,
  tx: Pick<Tx, 'emit'>,
): void {
  const touched = [...deltasOf(transfer.postings).keys()];
  const users = new Set(touched.map(ownerOf).filter((id) => id !== undefined));
  const { amount, currency } = transfer.postings[0]!;
  const entryCountOf = (id: string) => states.get(id)?.entryCount ?? 0;
  const balanceOf = (id: string) => money(states.get(id)?.balance ?? 0, currency);
  for (const userId of users) {
    const [available, held] = (['available', 'held'] as const).map((subAccount) =>
      userAccountId(userId, subAccount, currency),
    ) as [string, string];
    // A hold touches both accounts and a capture only one: the sum of their entries grows with each transfer.
    const version = entryCountOf(available) + entryCountOf(held);
    tx.emit(
      'balanceChanged',
      userId,
      {
        userId,
        transferId: transfer.id,
        kind: transfer.kind,
        amount: money(amount, currency),
        balance: balanceOf(available),
        held: balanceOf(held),
        reference: transfer.reference,
        at: transfer.createdAt.toISOString(),
      },
      { version },
    );
  }
}
