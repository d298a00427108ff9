import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../errors.ts';

/** The pauses ahead of the first, second … try to start what has ended; the last one goes on for as long as we live. */
const PAUSES_MS = [0, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
/** Who stays up this long has recovered: its next end is a first one again. */
const STEADY_MS = 60_000;

/** A process that can be started again: a service, a store. */
export interface Restartable {
  name: string;
  /** how the present process ends; another promise after each start */
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null } | void>;
  start(): Promise<void>;
  lastLines?(): string[];
}

interface KeepRunningOptions {
  /** told of each end, failed try and return, for people */
  tell: (text: string) => void;
  pausesMs?: readonly number[];
}

export interface KeepRunning {
  /** names of those that are down at this moment */
  down(): string[];
  /** No restart after this. What runs is left running. */
  stop(): void;
}

/**
 * Starts again whatever ends, with growing pauses and for as long as we live: a service that cannot start
 * because its store is away comes back with it. Says what ended and why, each failed try, and who is still down.
 */
export function keepRunning(
  all: readonly Restartable[],
  { tell, pausesMs = PAUSES_MS }: KeepRunningOptions,
): KeepRunning {
  const stopping = new AbortController();
  const { signal } = stopping;
  const down = new Set<string>();
  const pauseMs = (tries: number): number => pausesMs[Math.min(tries, pausesMs.length - 1)] ?? 0;
  const alsoDown = (name: string): string => {
    const others = [...down].filter((other) => other !== name);
    return others.length > 0 ? ` Down as well: ${others.join(', ')}.` : '';
  };

  /** Returns how many tries there have been since it last was steady. */
  const bringBack = async (target: Restartable, triesBefore: number): Promise<number> => {
    const { name } = target;
    const downSince = performance.now();
    for (let tries = triesBefore; ;) {
      await delay(pauseMs(tries), undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return tries;
      tries += 1;
      try {
        await target.start();
        const seconds = ((performance.now() - downSince) / 1000).toFixed(1);
        tell(`${name} is back after ${seconds} s.${alsoDown(name)}`);
        return tries;
      } catch (error) {
        if (signal.aborted) return tries;
        const next = `next try in ${pauseMs(tries) / 1000} s`;
        tell(`${name} does not start, ${next}: ${messageOf(error)}${alsoDown(name)}`);
      }
    }
  };

  const watch = async (target: Restartable): Promise<void> => {
    const { name } = target;
    for (let tries = 0; ;) {
      const upSince = performance.now();
      const exit = await target.exited;
      if (signal.aborted) return;
      if (performance.now() - upSince >= STEADY_MS) tries = 0;
      down.add(name);
      const how = exit ? ` (${exit.signal ?? `exit code ${exit.code}`})` : '';
      const lines = target.lastLines?.().slice(-10) ?? [];
      tell([`${name} ended${how} and is started again.`, ...lines].join('\n'));
      tries = await bringBack(target, tries);
      if (signal.aborted) return;
      down.delete(name);
    }
  };
  for (const target of all) void watch(target);
  return { down: () => [...down], stop: () => stopping.abort() };
}
