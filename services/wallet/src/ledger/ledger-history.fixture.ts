// Shared by unit tests of the ledger; nothing that runs imports it.
import fc from 'fast-check';
import { isAppError } from '@chowk/contracts/errors';
import { money } from '@chowk/money';
import { accountId, parseAccountId, providerClearing, REVENUE, userAccount } from './domain/account.ts';
import { debtPostings } from './domain/debt.ts';
import {
  afterEntriesOf,
  entriesOf,
  entryId,
  newAccount,
  stateAfter,
  type AccountState,
  type Entry,
} from './domain/entry.ts';
import { captureTransfer, holdTransfer, releaseTransfer, type Hold } from './domain/hold.ts';
import { deltasOf, prepareTransfer, type NewTransfer, type Transfer } from './domain/transfer.ts';
import type { AccountQuery, LedgerAuditRepository } from './ports.ts';

const SHARDS = 3;
const NOW = new Date('2026-01-01T00:00:00Z');

/** The ledger's decisions over memory: what the store does with them, without a database. */
export class Book {
  readonly states = new Map<string, AccountState>();
  readonly transfers: Transfer[] = [];
  readonly entries: Entry[] = [];
  readonly holds = new Map<string, Hold & { state: 'held' | 'voided' | 'posted' }>();
  /** Up to where a verification found accounts sound. */
  readonly heads = new Map<string, AccountState>();

  /** Whether it was accepted; refusals change nothing. */
  apply(given: NewTransfer, shard: number): boolean {
    const balanceOf = (name: string, currency: string) =>
      this.states.get(accountId(name, currency, shard % SHARDS))?.balance ?? 0;
    const transfer = prepareTransfer(given, shard % SHARDS, NOW, debtPostings(given, balanceOf));
    const touched = [...deltasOf(transfer.postings).keys()];
    const before = new Map(touched.map((id) => [id, this.states.get(id) ?? newAccount(id)]));
    let entries: Entry[];
    try {
      entries = entriesOf(transfer, before);
    } catch (error) {
      if (isAppError(error, 'INSUFFICIENT_FUNDS')) return false;
      throw error;
    }
    for (const entry of entries) this.states.set(entry.account, stateAfter(entry));
    this.transfers.push(transfer);
    this.entries.push(...entries);
    return true;
  }

  /** Reads like the database does: copies, in the same orders. */
  audit(): LedgerAuditRepository {
    const volumesOf = (id: string) => {
      const volumes: Record<string, number> = {};
      for (const { account, kind, delta } of this.entries) {
        if (account === id) volumes[kind] = (volumes[kind] ?? 0) + delta;
      }
      return volumes;
    };
    const accounts = [...this.states.values()].map((state) => ({ ...state, volumes: volumesOf(state.id) }));
    const openHolds = new Map<string, number>();
    for (const { userId, amount, state } of this.holds.values()) {
      const id = `${userAccount(userId, 'held')}/${amount.currency}`;
      if (state === 'held') openHolds.set(id, (openHolds.get(id) ?? 0) + amount.amount);
    }
    const entries = structuredClone(this.entries).sort((a, b) =>
      a.account === b.account ? a.seq - b.seq : a.account < b.account ? -1 : 1,
    );
    const transfers = structuredClone(this.transfers);
    const heads = this.heads;
    const pageOf = <Item extends { id: string }>(
      items: Iterable<Item>,
      { afterId = '', limit }: AccountQuery,
    ) =>
      [...items]
        .filter(({ id }) => id > afterId)
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit);
    return {
      async sums() {
        const sums = new Map<string, number>();
        for (const { id, balance } of accounts) {
          const { currency } = parseAccountId(id);
          sums.set(currency, (sums.get(currency) ?? 0) + balance);
        }
        return [...sums].map(([currency, sum]) => ({ currency, sum }));
      },
      accountsPage: async (query) => ({ accounts: pageOf(accounts, query), openHolds }),
      findExisting: async (ids) => new Set(ids.filter((id) => this.states.has(id))),
      async *streamEntries(ranges) {
        for (const { from, throughAccount } of ranges) {
          const [first, end] = [entryId(from.account, from.seq), afterEntriesOf(throughAccount)];
          const idOf = ({ account, seq }: Entry) => entryId(account, seq);
          yield entries.filter((entry) => idOf(entry) >= first && idOf(entry) < end);
        }
      },
      async *streamEntryAccounts() {
        yield [...new Set(entries.map(({ account }) => account))];
      },
      listTransfers: async (query) => pageOf(transfers, query),
      findHeads: async (ids) => new Map([...heads].filter(([id]) => ids.includes(id))),
      listHeads: async (query) => pageOf(heads.values(), query),
      async saveHeads(given) {
        for (const head of given) heads.set(head.id, head);
      },
      findTransfers: async (ids) =>
        new Map(transfers.filter(({ id }) => ids.includes(id)).map((transfer) => [transfer.id, transfer])),
      async listAccountsOf(ids) {
        const found = new Map<string, string[]>();
        for (const { transferId, account } of entries) {
          if (ids.includes(transferId)) found.set(transferId, [...(found.get(transferId) ?? []), account]);
        }
        return found;
      },
    };
  }
}

const user = fc.constantFrom('usr_a', 'usr_b');
const currency = fc.constantFrom('INR', 'USD');
const amount = fc.integer({ min: 1, max: 1_000 });
const command = fc.oneof(
  fc.record({ do: fc.constant('topup' as const), user, currency, amount }),
  fc.record({ do: fc.constant('hold' as const), user, currency, amount }),
  fc.record({ do: fc.constant('refund' as const), user, currency, amount }),
  fc.record({ do: fc.constant('reversal' as const), user, currency, amount }),
  fc.record({ do: fc.constant('post' as const), pick: fc.nat(), part: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ do: fc.constant('void' as const), pick: fc.nat() }),
);
export type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

/** Plays commands; what the rules refuse is left out. @param book goes on where a history before it ended */
export function play(commands: readonly Command[], book = new Book()): Book {
  const first = book.transfers.length;
  for (const [at, step] of commands.entries()) {
    const index = first + at;
    const id = first === 0 ? `t${at}` : `u${first}-${at}`;
    switch (step.do) {
      case 'topup':
      case 'refund': {
        const source = step.do === 'topup' ? providerClearing('razorpay') : REVENUE;
        const destination = userAccount(step.user, 'available');
        const { amount, currency } = step;
        const postings = [{ source, destination, amount, currency }];
        book.apply({ id, kind: step.do, reference: id, postings }, index);
        break;
      }
      case 'reversal': {
        const { amount, currency } = step;
        const source = userAccount(step.user, 'available');
        const postings = [{ source, destination: providerClearing('razorpay'), amount, currency }];
        expect(book.apply({ id, kind: 'reversal', reference: id, postings }, index)).toBe(true);
        break;
      }
      case 'hold': {
        const hold = {
          id,
          userId: step.user,
          amount: money(step.amount, step.currency),
          reference: id,
          state: 'held' as const,
          expiresAt: NOW,
        };
        if (book.apply(holdTransfer(hold), index)) book.holds.set(id, hold);
        break;
      }
      case 'post':
      case 'void': {
        const open = [...book.holds.values()].filter(({ state }) => state === 'held');
        const hold = open[step.pick % Math.max(1, open.length)];
        if (!hold) break;
        const transfer =
          step.do === 'void'
            ? releaseTransfer(hold)
            : captureTransfer(hold, Math.max(1, Math.floor((hold.amount.amount * step.part) / 100)), REVENUE);
        // What is held can always be taken: it was set aside.
        expect(book.apply(transfer, index)).toBe(true);
        hold.state = step.do === 'void' ? 'voided' : 'posted';
        break;
      }
    }
  }
  return book;
}

export const histories = fc.array(command, { maxLength: 60 });
