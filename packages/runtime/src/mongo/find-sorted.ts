import type { mongo } from 'mongoose';
import type { SortKeys } from './keyset.ts';

/** From so many on, reading each in order costs more than sorting what matches any of them. */
const MOST_BRANCHES = 32;

/**
 * The first rows, in order, of those that match any of several filters, such as one for each category of a subtree:
 * what `$in` says too. But a sort by index follows one value at a time, and of the engines only MongoDB merges several
 * (https://www.mongodb.com/docs/manual/reference/explain-results/#mongodb-data-explain-SORT_MERGE): the other one reads
 * and sorts all that matches. So each filter reads its own range of an index on its equalities and then the keys, no
 * further than a page, and the pages are merged; all in one command.
 */
export async function findSorted<Row extends mongo.Document>(
  rows: mongo.Collection<Row>,
  filters: ReadonlyArray<Record<string, unknown>>,
  keys: SortKeys,
  limit: number,
): Promise<Array<mongo.WithId<Row>>> {
  const [first, ...others] = filters;
  if (!first) return [];
  if (others.length === 0 || filters.length > MOST_BRANCHES) {
    const filter = others.length === 0 ? first : { $or: filters };
    return rows
      .find(filter as mongo.Filter<Row>)
      .sort({ ...keys })
      .limit(limit)
      .toArray();
  }
  const page = (filter: object) => [{ $match: filter }, { $sort: keys }, { $limit: limit }];
  const merged = rows.aggregate<mongo.WithId<Row>>([
    ...page(first),
    ...others.map((filter) => ({ $unionWith: { coll: rows.collectionName, pipeline: page(filter) } })),
    { $sort: keys },
  ]);
  // A row that matches several filters comes once for each, side by side.
  const found = new Map<unknown, mongo.WithId<Row>>();
  for (const row of await merged.toArray()) found.set(row._id, row);
  return [...found.values()].slice(0, limit);
}
