import { AppError } from '@chowk/contracts/errors';
import { KeyedMutex, type Outbox, type Tx } from '@chowk/messaging';
import { money } from '@chowk/money';
import { failpoint } from '@chowk/runtime/failpoints';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import { ownerOf, parseAccountId, userAccount } from './domain/account.ts';
import { entriesOf, headAfter, type AccountHead } from './domain/entry.ts';
import {
  deltasOf,
  differingField,
  prepareTransfer,
  type NewTransfer,
  type Transfer,
} from './domain/transfer.ts';
import type { LedgerStore } from './ports.ts';
import { ShardPool } from './shard-pool.ts';

/** A transaction that may move money; made by `Ledger.transact` only. */
export interface LedgerTx extends Tx {
  /** The shard of every account of the house that this transaction touches. */
  readonly shard: number;
}

/** Thrown inside a transaction: it rolls back, the accounts are made, and the work runs again. */
class AccountsMissing extends Error {
  readonly ids: readonly string[];
  constructor(ids: readonly string[]) {
    super(`accounts are missing: ${ids.join()}`);
    this.ids = ids;
  }
}

/** Moves money. The only place that writes transfers, entries and balances. */
export class Ledger {
  readonly #store: LedgerStore;
  readonly #outbox: Outbox;
  readonly #shards: ShardPool;
  readonly #queue = new KeyedMutex();

  constructor(options: { store: LedgerStore; outbox: Outbox; shards: number }) {
    this.#store = options.store;
    this.#outbox = options.outbox;
    this.#shards = new ShardPool(options.shards);
  }

  /**
   * A transaction that moves a user's money, with whatever else is to become true with it. Those of one user
   * run one after the other in this process: side by side they would only conflict on the user's account and
   * repeat each other. As many run at once as there are shards. Correctness does not need it: another replica's transaction conflicts and is repeated.
   * Like any transaction, `work` may run more than once: database work only.
   */
  async transact<T>(userId: string, work: (tx: LedgerTx) => Promise<T>): Promise<T> {
    return this.#queue.run(userId, () => this.#shards.use((shard) => this.#transactOn(shard, work)));
  }

  async #transactOn<T>(shard: number, work: (tx: LedgerTx) => Promise<T>): Promise<T> {
    for (;;) {
      try {
        const result = await this.#outbox.transact((tx) => work({ ...tx, shard }));
        await failpoint('wallet.transfer.committed');
        return result;
      } catch (error) {
        if (!(error instanceof AccountsMissing)) throw error;
        await this.#store.createAccounts(error.ids);
      }
    }
  }

  /**
   * One transfer by itself, idempotent by its id: a repetition answers the transfer that stands.
   * @throws AppError TRANSFER_MISMATCH naming the field when the id was used for another transfer,
   *   INSUFFICIENT_FUNDS, AMOUNT_OUT_OF_RANGE
   */
  async transfer(given: NewTransfer): Promise<Transfer> {
    const owner = given.postings.flatMap(({ source, destination }) => [source, destination]).map(ownerOf);
    try {
      return await this.transact(owner.find((id) => id !== undefined) ?? given.id, (tx) =>
        this.write(given, tx),
      );
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const stored = await this.#store.transfer(given.id);
      if (!stored) throw error;
      const field = differingField(stored, given);
      if (field !== undefined) throw new AppError('TRANSFER_MISMATCH', { details: [{ path: field }] });
      return stored;
    }
  }

  /**
   * Writes a transfer in a transaction of `transact` and says wallet.balance-changed for each user it touches.
   * Rejects with a duplicate key when the id is taken: the caller's own claim has to rule that out.
   * @throws AppError INSUFFICIENT_FUNDS, AMOUNT_OUT_OF_RANGE
   */
  async write(given: NewTransfer, tx: LedgerTx): Promise<Transfer> {
    const transfer = prepareTransfer(given, tx.shard, new Date());
    await this.#store.insertTransfer(transfer, tx);
    const touched = [...deltasOf(transfer.postings).keys()];
    const pockets = touched.flatMap(pocketsBeside);
    const heads = await this.#store.heads([...new Set([...touched, ...pockets])], tx);
    const missing = touched.filter((id) => !heads.has(id));
    if (missing.length > 0) throw new AccountsMissing(missing);

    const entries = entriesOf(transfer, heads);
    await this.#store.append(entries, tx);
    const after = new Map([...heads, ...entries.map((entry) => [entry.account, headAfter(entry)] as const)]);
    announce(transfer, after, tx);
    return transfer;
  }
}

/** Both pockets of the user whose account it is: an event about a wallet tells both. */
function pocketsBeside(id: string): string[] {
  const userId = ownerOf(id);
  if (userId === undefined) return [];
  const { currency } = parseAccountId(id);
  return (['available', 'held'] as const).map((pocket) => `${userAccount(userId, pocket)}/${currency}`);
}

function announce(transfer: Transfer, heads: ReadonlyMap<string, AccountHead>, tx: Tx): void {
  const touched = [...deltasOf(transfer.postings).keys()];
  const users = new Set(touched.map(ownerOf).filter((id) => id !== undefined));
  const { amount, currency } = transfer.postings[0]!;
  const balanceOf = (name: string) => money(heads.get(`${name}/${currency}`)?.balance ?? 0, currency);
  for (const userId of users) {
    tx.emit('balanceChanged', userId, {
      userId,
      transferId: transfer.id,
      kind: transfer.kind,
      amount: money(amount, currency),
      balance: balanceOf(userAccount(userId, 'available')),
      held: balanceOf(userAccount(userId, 'held')),
      reference: transfer.reference,
      at: transfer.createdAt.toISOString(),
    });
  }
}
