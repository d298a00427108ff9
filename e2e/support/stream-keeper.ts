import { setTimeout as sleep } from 'node:timers/promises';
import type { TestUser } from '@chowk/testing';

/** Somebody's live connection as an app keeps it: open again whenever it is lost, from the last event on. */
export interface StreamKeeper {
  /** Numbers of the events as they came, each once. */
  readonly seqs: readonly number[];
  /** How often it was opened. */
  readonly openings: number;
  stop(): Promise<void>;
}

export function keepStream(person: TestUser): StreamKeeper {
  const seqs: number[] = [];
  let openings = 0;
  let isEnding = false;

  const keep = async (): Promise<void> => {
    while (!isEnding) {
      const live = await person.listen(seqs.at(-1) ?? 0).catch(() => undefined);
      if (!live) {
        await sleep(300);
        continue;
      }
      openings += 1;
      let taken = 0;
      const take = () => {
        for (const { seq } of live.events.slice(taken)) if (seq > (seqs.at(-1) ?? 0)) seqs.push(seq);
        taken = live.events.length;
      };
      while (!isEnding && live.socket.connected) {
        await sleep(50);
        take();
      }
      live.close();
      take();
    }
  };
  const keeping = keep();
  return {
    seqs,
    get openings() {
      return openings;
    },
    async stop() {
      isEnding = true;
      await keeping;
    },
  };
}
