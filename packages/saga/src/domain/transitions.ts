import type { ProcessDefinition } from './definition.ts';
import type { Verdict } from './judge.ts';
import type { Process, ProcessData, ProcessFailure, StepRecord } from './process.ts';
import { compensationsFor } from './progress.ts';

const withRecord = (process: Process, name: string, record: StepRecord): Process => ({
  ...process,
  steps: { ...process.steps, [name]: record },
});
const fresh = (state: StepRecord['state'], at: Date): StepRecord => ({ state, at, attempts: 0, refusals: 0 });

/** The step, or compensation, is done; `data` is what it adds to the process's own. */
export function succeed(process: Process, name: string, now: Date, data: ProcessData = {}): Process {
  const running = process.state === 'waiting' ? ('running' as const) : process.state;
  const { attempts = 0, refusals = 0 } = process.steps[name] ?? {};
  return {
    ...withRecord(process, name, { ...fresh('done', now), attempts, refusals }),
    state: running,
    data: { ...process.data, ...data },
  };
}

/** The step waits for a signal, or until an instant. */
export const waitFor = (process: Process, name: string, now: Date, until: Date): Process => ({
  ...withRecord(process, name, {
    ...fresh('waiting', now),
    dueAt: until,
    signalsSeen: process.signals.length,
  }),
  state: 'waiting',
});

/** The step, or compensation, failed, and this is what is to come of it. */
export function fail(process: Process, name: string, now: Date, verdict: Verdict): Process {
  const { attempts, refusals, failingSince } = process.steps[name] ?? fresh('pending', now);
  const state = { 'turn-back': 'refused', retry: 'pending', park: 'parked' } as const;
  return {
    ...withRecord(process, name, {
      state: state[verdict.kind],
      at: now,
      attempts: attempts + 1,
      refusals: refusals + (verdict.failure.refused ? 1 : 0),
      failingSince: failingSince ?? now,
      failure: verdict.failure,
      ...(verdict.kind === 'retry' && { dueAt: new Date(now.getTime() + verdict.pauseMs) }),
    }),
    state: process.state === 'waiting' ? 'running' : process.state,
  };
}

/** From here on the process only takes back. */
export function turnBack(
  definition: ProcessDefinition,
  process: Process,
  failure: ProcessFailure,
  now: Date,
): Process {
  const names = compensationsFor(definition, process);
  const pending = Object.fromEntries(names.map((name) => [name, fresh('pending', now)]));
  return {
    ...process,
    state: names.length > 0 ? 'compensating' : 'compensated',
    steps: { ...process.steps, ...pending },
    failure,
  };
}

/** What was parked is tried again, with all its tries before it. */
export function replay(process: Process, now: Date): Process {
  const again = Object.entries(process.steps).map(([name, record]) => [
    name,
    record.state === 'parked' ? fresh('pending', now) : record,
  ]);
  const { attentionAt: _, ...rest } = process;
  return {
    ...rest,
    state: process.failure ? 'compensating' : 'running',
    steps: Object.fromEntries(again) as Process['steps'],
    holder: null,
    dueAt: now,
    updatedAt: now,
  };
}
