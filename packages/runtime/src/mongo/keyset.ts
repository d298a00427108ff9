/** Keys that a list is sorted by, in order; the last one is unique, so that no two rows tie. As for `sort()`. */
export type SortKeys = Readonly<Record<string, 1 | -1>>;

type SortValue = string | number | boolean | Date;

/**
 * The rows of a sorted list that come after a position, as a filter: `after({ createdAt: -1, _id: -1 }, [at, id])`.
 * Give it an index on what the list is filtered by and then on the keys, and a page costs what it holds,
 * however far in (https://use-the-index-luke.com/no-offset). Every row must have a value under every key.
 *
 * The bound on the first key says again what the alternatives say: by it MongoDB reads one range of the
 * index, in order, from the position on. Join by `$and` where the filter beside it may name the same fields:
 * `{ $and: [filter, after(keys, position)] }`.
 *
 * @param position values in the order of the keys; undefined is the start, and lets all rows through
 * @throws RangeError when the position has not one value for each key
 */
export function after(keys: SortKeys, position: readonly SortValue[] | undefined): Record<string, unknown> {
  if (position === undefined) return {};
  const fields = Object.entries(keys);
  if (fields.length === 0 || fields.length !== position.length)
    throw new RangeError(`a position of ${fields.length} values is needed, not of ${position.length}`);
  // From the last key inwards: further by this key, or level with it and further by those after it.
  return fields.reduceRight<Record<string, unknown> | undefined>((further, [field, direction], index) => {
    const strictly = { [field]: { [direction === 1 ? '$gt' : '$lt']: position[index] } };
    if (!further) return strictly;
    return { [field]: { [direction === 1 ? '$gte' : '$lte']: position[index] }, $or: [strictly, further] };
  }, undefined)!;
}
