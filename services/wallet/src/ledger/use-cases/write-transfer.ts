import type { Tx } from '@chowk/messaging';
import { money } from '@chowk/money';
import type { Clock } from '@chowk/runtime/lifecycle';
import { groupsOf, type HeadGroup, type Heads } from '../account-heads.ts';
import { accountId, isDebt, ownerOf, userAccount, type SubAccount } from '../domain/account.ts';
import { debtPostings } from '../domain/debt.ts';
import { entriesOf, newAccount, stateAfter, type AccountState, type Entry } from '../domain/entry.ts';
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

interface Deps {
  ledger: Pick<LedgerRepository, 'insertTransfer' | 'findStates' | 'append'>;
  clock: Clock;
}

export const createWriteTransfer =
  (deps: Deps): WriteTransfer =>
  async (given, tx) => {
    const named = given.postings.flatMap(({ source, destination, currency }) =>
      [source, destination].map((name) => accountId(name, currency, tx.shard)),
    );
    const groups = groupsOf(named);
    const { transfer, entries, states, believed } = await decide(given, groups, tx, deps);
    await deps.ledger.insertTransfer(transfer, tx);
    await deps.ledger.append(entries, believed ? besides(entries, states) : [], tx);
    for (const entry of entries) states.set(entry.account, stateAfter(entry));
    for (const { key, accounts } of groups) tx.heads.set(key, pick(states, accounts), believed);
    emitBalanceChanged(transfer, states, tx);
    return transfer;
  };

interface Decision {
  transfer: Transfer;
  entries: Entry[];
  states: Map<string, AccountState>;
  /** Some of the states are what this process remembers. */
  believed: boolean;
}

/** Nothing is refused by what is only remembered: the store is asked first. */
async function decide(
  given: NewTransfer,
  groups: readonly HeadGroup[],
  tx: LedgerTx,
  deps: Deps,
): Promise<Decision> {
  const unknown = groups.filter(({ key }) => !tx.heads.get(key));
  await read(unknown, tx, deps);
  const believed = groups.some(({ key }) => tx.heads.get(key)!.believed);
  try {
    return { ...decideBy(given, groups, tx, deps), believed };
  } catch (error) {
    if (!believed) throw error;
    await read(groups, tx, deps);
    return { ...decideBy(given, groups, tx, deps), believed: false };
  }
}

async function read(groups: readonly HeadGroup[], tx: LedgerTx, { ledger }: Deps): Promise<void> {
  if (groups.length === 0) return;
  const found = await ledger.findStates(
    groups.flatMap(({ accounts }) => accounts),
    tx,
  );
  for (const { key, accounts } of groups) tx.heads.set(key, pick(found, accounts), false);
}

/** Decided before anything is written: a refusal costs a look, and not a transaction of inserts. */
function decideBy(
  given: NewTransfer,
  groups: readonly HeadGroup[],
  tx: LedgerTx,
  { clock }: Deps,
): Omit<Decision, 'believed'> {
  const states = new Map(groups.flatMap(({ key }) => [...tx.heads.get(key)!.heads]));
  const added = debtPostings(
    given,
    (name, currency) => states.get(accountId(name, currency, tx.shard))?.balance ?? 0,
  );
  const transfer = prepareTransfer(given, tx.shard, clock(), added);
  const missing = [...deltasOf(transfer.postings).keys()].filter((id) => !states.has(id));
  // Whoever has no account has no money: that is no reason to make one.
  const entries = entriesOf(
    transfer,
    new Map([...states, ...missing.map((id) => [id, newAccount(id)] as const)]),
  );
  if (missing.length > 0) throw new AccountsMissing(missing);
  return { transfer, entries, states };
}

const pick = (states: Heads, ids: readonly string[]): Heads =>
  new Map(ids.flatMap((id) => (states.has(id) ? [[id, states.get(id)!] as const] : [])));

/**
 * What an event tells of beside what is written: a capture touches what is held, and its event says what is
 * available. A debt needs no proof of its own: it never changes without the spendable account.
 */
const besides = (entries: readonly Entry[], states: Heads): AccountState[] =>
  [...states.values()].filter(({ id }) => !isDebt(id) && !entries.some(({ account }) => account === id));

function emitBalanceChanged(transfer: Transfer, states: Heads, tx: Pick<Tx, 'emit'>): void {
  const touched = [...deltasOf(transfer.postings).keys()];
  const users = new Set(touched.map(ownerOf).filter((id) => id !== undefined));
  const { amount, currency } = transfer.postings[0]!;
  const entryCountOf = (id: string) => states.get(id)?.entryCount ?? 0;
  const balanceOf = (id: string) => money(states.get(id)?.balance ?? 0, currency);
  for (const userId of users) {
    const idOf = (subAccount: SubAccount) => accountId(userAccount(userId, subAccount), currency, 0);
    const [available, held] = [idOf('available'), idOf('held')];
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
