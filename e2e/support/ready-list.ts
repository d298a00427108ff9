import { setTimeout as sleep } from 'node:timers/promises';

/** How often a load balancer looks; a process that stops must serve for longer than this after it said so. */
const LOOK_MS = 100;

/** The addresses that say they are ready, in turn, as a Kubernetes Service hands them out. */
export interface ReadyList {
  next(): string;
  stop(): void;
}

export async function keepReadyList(urls: readonly string[]): Promise<ReadyList> {
  let ready: readonly string[] = urls;
  let turn = 0;
  let isEnding = false;
  const look = async (): Promise<void> => {
    const answers = await Promise.all(
      urls.map((url) =>
        fetch(`${url}/readyz`, { signal: AbortSignal.timeout(1_000) }).then(
          async (response) => {
            await response.body?.cancel();
            return response.ok;
          },
          () => false,
        ),
      ),
    );
    ready = urls.filter((_, i) => answers[i]);
  };
  await look();
  void (async () => {
    while (!isEnding) {
      await sleep(LOOK_MS);
      await look();
    }
  })();
  return {
    next() {
      const url = ready[turn++ % ready.length];
      if (url === undefined) throw new Error('no gateway is ready');
      return url;
    },
    stop: () => void (isEnding = true),
  };
}
