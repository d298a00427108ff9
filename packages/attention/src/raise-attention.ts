import type { Tx } from '@chowk/messaging';
import type { AttentionEntry } from './ports.ts';

/** What is said of something that has just begun to wait. */
type RaisedEntry = Pick<AttentionEntry, 'id' | 'title' | 'since'>;

/** Says that something needs a person, in the transaction in which it begins to: once for each time it does. */
export function raiseAttention(tx: Tx, service: string, kind: string, entry: RaisedEntry): void {
  const id = `${kind}:${entry.id}`;
  const { title, since } = entry;
  tx.emit('attentionRaised', id, { service, kind, id, title, since: since.toISOString() });
}
