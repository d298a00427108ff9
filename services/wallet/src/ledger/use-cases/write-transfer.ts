import type { Tx } from '@chowk/messaging';
import { money } from '@chowk/money';
import type { Clock } from '@chowk/runtime/lifecycle';
import { accountId, ownerOf, parseAccountId, userAccount } from '../domain/account.ts';
import { entriesOf, stateAfter, type AccountState } from '../domain/entry.ts';
import { deltasOf, prepareTransfer, type NewTransfer, type Transfer } from '../domain/transfer.ts';
import type { LedgerRepository } from '../ports.ts';
import { AccountsMissing, type LedgerTx } from './transact.ts';

/**
 * Writes a transfer in a transaction of `Transact` and emits wallet.balance-changed for each user it touches.
 * The only place that writes transfers, entries and balances.
 * Rejects with DuplicateId when the id is taken: the caller's own claim has to rule that out.
 * @throws AppError INSUFFICIENT_FUNDS, AMOUNT_OUT_OF_RANGE
 */
export type WriteTransfer = (given: NewTransfer, tx: LedgerTx) => Promise<Transfer>;

export const createWriteTransfer =
  (deps: {
    ledger: Pick<LedgerRepository, 'insertTransfer' | 'findStates' | 'append'>;
    clock: Clock;
  }): WriteTransfer =>
  async (given, tx) => {
    const transfer = prepareTransfer(given, tx.shard, deps.clock());
    await deps.ledger.insertTransfer(transfer, tx);
    const touched = [...deltasOf(transfer.postings).keys()];
    const states = await deps.ledger.findStates(
      [...new Set([...touched, ...touched.flatMap(subAccountsBeside)])],
      tx,
    );
    const missing = touched.filter((id) => !states.has(id));
    if (missing.length > 0) throw new AccountsMissing(missing);

    const entries = entriesOf(transfer, states);
    await deps.ledger.append(entries, tx);
    const after = new Map([
      ...states,
      ...entries.map((entry) => [entry.account, stateAfter(entry)] as const),
    ]);
    emitBalanceChanged(transfer, after, tx);
    return transfer;
  };

const userAccountId = (userId: string, subAccount: 'available' | 'held', currency: string): string =>
  accountId(userAccount(userId, subAccount), currency, 0);

/** Both accounts of the user whose account it is: an event about a wallet has the balance of both. */
function subAccountsBeside(id: string): string[] {
  const userId = ownerOf(id);
  if (userId === undefined) return [];
  const { currency } = parseAccountId(id);
  return (['available', 'held'] as const).map((subAccount) => userAccountId(userId, subAccount, currency));
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
