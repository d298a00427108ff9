const SEQ_DIGITS = 16;

/** Key of what has a place in a person's stream: the keys of one person sort by seq, on every engine by `_id`. */
export const streamKey = (userId: string, seq: number): string =>
  `${userId}:${String(seq).padStart(SEQ_DIGITS, '0')}`;

export const seqOfKey = (key: string): number => Number(key.slice(-SEQ_DIGITS));

/** The keys of one person with `after < seq < before`, as a filter on `_id`. */
export const keysBetween = (
  userId: string,
  after: number,
  before?: number,
): { $gt: string; $lt: string } => ({
  $gt: streamKey(userId, after),
  // The sign after the colon: behind all keys of the person.
  $lt: before === undefined ? `${userId};` : streamKey(userId, before),
});
