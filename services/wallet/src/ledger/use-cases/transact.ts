import type { Outbox, Tx } from '@chowk/messaging';
import { failpoint } from '@chowk/runtime/failpoints';
import { AccountHeads, TransactionHeads } from '../account-heads.ts';
import type { LedgerRepository } from '../ports.ts';
import { Turns } from '../turns.ts';

/** A transaction that may move money; made by `Transact` only. */
export interface LedgerTx extends Tx {
  /** The shard of every system account that this transaction touches. */
  readonly shard: number;
  /** Where accounts stand, as far as this transaction knows. */
  readonly heads: TransactionHeads;
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
 * run one after the other in this process, and as many at once as there are shards (see Turns). Correctness
 * does not need it: another replica's transaction conflicts and is repeated.
 * Like any transaction, `work` may run more than once: database work only.
 * @throws AppError OVERLOADED when too many wait, or the caller's deadline passed before its turn
 */
export type Transact = <T>(userId: string, work: (tx: LedgerTx) => Promise<T>) => Promise<T>;

export function createTransact(deps: {
  ledger: Pick<LedgerRepository, 'createAccounts'>;
  outbox: Pick<Outbox, 'transact'>;
  /** How many shards a system account has, and so how many transactions run at once. */
  shards: number;
  /** How many may wait for their turn. */
  maxWaiting: number;
  /** For how long accounts are read after another process was met on them, in ms; 10 s unless said. */
  sharedMs?: number | undefined;
}): Transact {
  const turns = new Turns(deps);
  const known = new AccountHeads(deps.sharedMs);

  const transactOn = async <T>(shard: number, work: (tx: LedgerTx) => Promise<T>): Promise<T> => {
    for (;;) {
      const heads = new TransactionHeads(known);
      let attempts = 0;
      try {
        const result = await deps.outbox.transact((tx) => {
          attempts += 1;
          if (attempts > 1) {
            heads.conflicted();
            turns.avoid(shard);
          }
          return work({ ...tx, shard, heads });
        });
        heads.committed();
        await failpoint('wallet.transfer.committed');
        return result;
      } catch (error) {
        heads.failed();
        if (!(error instanceof AccountsMissing)) throw error;
        await deps.ledger.createAccounts(error.ids);
      }
    }
  };
  return (userId, work) => turns.run(userId, (shard) => transactOn(shard, work));
}
