import { Cron } from 'croner';

/** When a recurring job ticks. */
export type Cadence =
  | {
      /** Five fields (minute hour day month weekday) as croner reads them, or `@daily` and its like. */
      cron: string;
      /** IANA zone whose wall clock the pattern means. */
      timeZone: string;
    }
  | {
      /** Steady pace in ms, counted from 1970: the same ticks for every replica, whenever it started. */
      everyMs: number;
    };

/** The ticks of a cadence. */
export interface Ticks {
  /** The first tick after an instant. */
  next(after: Date): Date;
  /** The last tick in (after, upTo]; undefined when there is none. */
  latest(after: Date, upTo: Date): Date | undefined;
}

/** @throws Error for a pattern, zone or pace that has no ticks. */
export function ticksOf(cadence: Cadence): Ticks {
  return 'cron' in cadence ? wallClockTicks(cadence) : steadyTicks(cadence.everyMs);
}

function steadyTicks(everyMs: number): Ticks {
  if (!Number.isSafeInteger(everyMs) || everyMs < 1) throw new Error(`${everyMs} ms is not a pace`);
  const upTo = (at: Date) => new Date(Math.floor(at.getTime() / everyMs) * everyMs);
  return {
    next: (after) => new Date(upTo(after).getTime() + everyMs),
    latest: (after, end) => (upTo(end) > after ? upTo(end) : undefined),
  };
}

const HOUR_MS = 3_600_000;
/** No zone sets its clock forward or back by more at a time. */
const LONGEST_SHIFT_MS = 3 * HOUR_MS;
/**
 * How far back the latest tick is looked for: each reach is 60 times the one before, so that however dense
 * or sparse a pattern, a few dozen steps forward from there find it.
 */
const REACHES_MS = [HOUR_MS, 60 * HOUR_MS, 3_600 * HOUR_MS, Infinity];

/**
 * Wall-clock times by croner. A time that spring skips ticks as much later (02:30 at 03:30); a time that
 * autumn repeats ticks at its first passing only, so a pattern of every hour pauses for that hour.
 */
function wallClockTicks({ cron, timeZone }: { cron: string; timeZone: string }): Ticks {
  const pattern = new Cron(cron, { timezone: timeZone, mode: '5-part', paused: true });
  const zone = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const offsetAt = (at: Date) => zone.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value;

  const nextOrNone = (after: Date): Date | undefined => {
    // Asked from within an hour that is skipped or repeated, croner leaves out what spring has moved there,
    // and answers with times of autumn's first passing. Asked from before it, it tells all in order.
    const before = new Date(after.getTime() - LONGEST_SHIFT_MS);
    let tick = pattern.nextRun(offsetAt(before) === offsetAt(after) ? after : before);
    while (tick && tick <= after) tick = pattern.nextRun(tick);
    return tick ?? undefined;
  };

  const next = (after: Date): Date => {
    const tick = nextOrNone(after);
    if (!tick) throw new Error(`"${cron}" in ${timeZone} never ticks after ${after.toISOString()}`);
    return tick;
  };

  const latest = (after: Date, upTo: Date): Date | undefined => {
    for (const reachMs of REACHES_MS) {
      const from = new Date(Math.max(after.getTime(), upTo.getTime() - reachMs));
      let found: Date | undefined;
      for (let tick = nextOrNone(from) ?? null; tick && tick <= upTo; tick = pattern.nextRun(tick))
        found = tick;
      if (found || from <= after) return found;
    }
    return undefined;
  };

  next(new Date(0));
  return { next, latest };
}
