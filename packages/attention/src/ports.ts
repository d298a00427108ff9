import type { Tx } from '@chowk/messaging';
import type { AttentionActionName, AttentionItem } from './contract/attention-item.ts';

/** One thing that is stuck, as its source knows it. */
export interface AttentionEntry {
  /** Its id among its kind. */
  id: string;
  /** What is the matter, in one sentence for people. */
  title: string;
  /** Id of the order, person or payment it is about. */
  subject?: string;
  since: Date;
  /** Tries that failed. */
  attempts: number;
  /** A code of the catalogue, or a few words; nothing personal. */
  reason: string;
  /** Facts by kind: small, and nothing personal. */
  data?: AttentionItem['data'];
}

/** Where a page ended, in the order of a source: by `since`, then by id. */
export interface AttentionPosition {
  since: Date;
  id: string;
}

/** Who does something, and why. */
export interface Actor {
  userId: string;
  note?: string;
}

/**
 * What an action does, in one of two shapes. Both throw AppError NOT_FOUND or ILLEGAL_TRANSITION when nothing of
 * this id waits for somebody any more, and do nothing then.
 */
export type AttentionAction =
  | {
      /** The effect, in the transaction of its audit row: once, whoever crashes or races. */
      inTransaction(tx: Tx, id: string, actor: Actor): Promise<void>;
    }
  | {
      /** An effect outside the database: it bears being repeated. Audited before and after. */
      run(id: string, actor: Actor): Promise<void>;
    };

/** All stuck work of one kind in one service. */
export interface AttentionSource extends Readonly<Partial<Record<AttentionActionName, AttentionAction>>> {
  readonly kind: string;
  /** Longest waiting first, by `since` and then by id; those after a position. */
  list(page: { limit: number; after?: AttentionPosition | undefined }): Promise<AttentionEntry[]>;
  count(): Promise<number>;
}

/** A line of the audit. Lines are only added. */
export interface AuditEntry {
  id: string;
  /** `<kind>:<own id>` */
  itemId: string;
  kind: string;
  action: AttentionActionName;
  by: string;
  note?: string;
  outcome: 'begun' | 'done' | 'failed';
  code?: string;
  /** By the store's clock. */
  at: Date;
}

export interface AuditRepository {
  add(entry: Omit<AuditEntry, 'id' | 'at'>, tx?: Tx): Promise<AuditEntry>;
  /** The latest first; those before a position, of one item where it is given. */
  list(query: {
    limit: number;
    before?: { at: Date; id: string } | undefined;
    itemId?: string | undefined;
  }): Promise<AuditEntry[]>;
  /** The last thing that was done about an item. */
  findLastDone(itemId: string): Promise<AuditEntry | undefined>;
}
