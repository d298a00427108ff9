import { KeyedMutex, type Outbox, type Tx } from '@chowk/messaging';
import { failpoint } from '@chowk/runtime/failpoints';
import type { LedgerRepository } from '../ports.ts';
import { ShardPool } from '../shard-pool.ts';

/** A transaction that may move money; made by `Transact` only. */
export interface LedgerTx extends Tx {
  /** The shard of every system account that this transaction touches. */
  readonly shard: number;
}

/** Thrown inside a transaction: it rolls back, the accounts are made, and the work runs again. */
export class AccountsMissing extends Error {
  readonly ids: readonly string[];
  constructor(ids: readonly string[]) {
    super(`accounts are missing: ${ids.join()}`);
    this.ids = ids;
  }
}

/**
 * A transaction that moves a user's money, with whatever else is to become true with it. Those of one user
 * run one after the other in this process: side by side they would only conflict on the user's account and
 * repeat each other. As many run at once as there are shards. Correctness does not need it: another replica's
 * transaction conflicts and is repeated.
 * Like any transaction, `work` may run more than once: database work only.
 */
export type Transact = <T>(userId: string, work: (tx: LedgerTx) => Promise<T>) => Promise<T>;

export function createTransact(deps: {
  ledger: Pick<LedgerRepository, 'createAccounts'>;
  outbox: Pick<Outbox, 'transact'>;
  /** How many shards a system account has, and so how many transactions run at once. */
  shards: number;
}): Transact {
  const users = new KeyedMutex();
  const shards = new ShardPool(deps.shards);

  const transactOn = async <T>(shard: number, work: (tx: LedgerTx) => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        const result = await deps.outbox.transact((tx) => work({ ...tx, shard }));
        await failpoint('wallet.transfer.committed');
        return result;
      } catch (error) {
        if (!(error instanceof AccountsMissing)) throw error;
        await deps.ledger.createAccounts(error.ids);
      }
    }
  };
  return (userId, work) => users.run(userId, () => shards.use((shard) => transactOn(shard, work)));
}
