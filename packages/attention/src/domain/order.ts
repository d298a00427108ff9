import type { AttentionEntry, AttentionPosition } from '../ports.ts';

/** An entry of any kind, under the id that it has among all kinds. */
export interface KindEntry extends AttentionEntry {
  kind: string;
  /** `<kind>:<own id>` */
  itemId: string;
}

/** Behind every id there is: ids are ASCII. */
const BEHIND_ALL = '\uffff';

/**
 * Where a source of one kind goes on, after a position in the list of all kinds: by `since`, then by item id.
 * Ids of one kind share their beginning, so among themselves they sort as their own ids do.
 */
export function positionAmong(
  kind: string,
  after: AttentionPosition | undefined,
): AttentionPosition | undefined {
  if (!after) return undefined;
  const { since, id } = after;
  const prefix = `${kind}:`;
  if (id.startsWith(prefix)) return { since, id: id.slice(prefix.length) };
  return { since, id: prefix > id ? '' : BEHIND_ALL };
}

/** Lists of several kinds as one, longest waiting first. */
export const mergeKinds = (lists: readonly KindEntry[][], limit: number): KindEntry[] =>
  lists.flat().sort(byWaiting).slice(0, limit);

function byWaiting(a: KindEntry, b: KindEntry): number {
  const apart = a.since.getTime() - b.since.getTime();
  if (apart !== 0) return apart;
  return a.itemId < b.itemId ? -1 : 1;
}

/** The two parts of an item's id; undefined where there are not two. */
export function splitItemId(itemId: string): { kind: string; id: string } | undefined {
  const colon = itemId.indexOf(':');
  return colon < 0 ? undefined : { kind: itemId.slice(0, colon), id: itemId.slice(colon + 1) };
}
