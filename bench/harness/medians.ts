/** The middle of the values; the lower of two middles. @throws RangeError when there is none */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/**
 * The smallest value such that this share of the values is at most as great (nearest rank).
 * @param percent 0 to 100
 * @throws RangeError when there is no value
 */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];
  if (value === undefined) throw new RangeError('no value was measured');
  return value;
}

/** Figure by figure, over rounds that measured the same. */
export function medianFigures(rounds: ReadonlyArray<Record<string, number>>): Record<string, number> {
  const keys = Object.keys(rounds[0] ?? {});
  return Object.fromEntries(keys.map((key) => [key, median(rounds.map((figures) => figures[key] ?? 0))]));
}
