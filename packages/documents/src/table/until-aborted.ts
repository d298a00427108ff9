/** What is read item by item, from memory or from somewhere slow. */
export type Source<Item> = AsyncIterable<Item> | Iterable<Item>;

const iteratorOf = <Item>(source: Source<Item>): AsyncIterator<Item> | Iterator<Item> =>
  Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();

/**
 * The same items, until `signal` says stop: then at once, although the source hangs. The source is told to end
 * but not waited for.
 * @throws the reason of the signal.
 */
export async function* untilAborted<Item>(
  source: Source<Item>,
  signal?: AbortSignal,
): AsyncGenerator<Item, void> {
  if (signal === undefined) return yield* source;
  const iterator = iteratorOf(source);
  // Not Promise.race with one promise for the abort: that would collect a reaction for every item.
  let interrupt: ((reason: unknown) => void) | undefined;
  const onAbort = (): void => interrupt?.(signal.reason);
  signal.addEventListener('abort', onAbort);
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = await new Promise<IteratorResult<Item>>((resolve, reject) => {
        interrupt = reject;
        Promise.resolve(iterator.next()).then(resolve, reject);
      });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    // A generator ends only when the item it is at has come, which may be never.
    Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
}
