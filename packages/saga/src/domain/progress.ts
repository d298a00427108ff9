import { isBeforeCommit, TURN_BACK, type ProcessDefinition, type StepDeclaration } from './definition.ts';
import type { Process, ProcessFailure, StepRecord } from './process.ts';

/** What is to be done next. */
export type Work =
  | { kind: 'steps'; steps: StepDeclaration[] }
  | { kind: 'transaction'; step: StepDeclaration }
  /** The deadline of this step is over. */
  | { kind: 'expire'; step: string }
  | { kind: 'turn-back'; failure: ProcessFailure }
  | { kind: 'compensations'; names: string[] }
  /** Nothing is due before. */
  | { kind: 'pause'; until: Date }
  | { kind: 'park' }
  | { kind: 'end'; state: 'completed' | 'compensated' };

/** What a process that is running, waiting or compensating is to do at this moment. */
export function nextWork(definition: ProcessDefinition, process: Process, now: Date): Work {
  return process.state === 'compensating'
    ? nextCompensations(definition, process, now)
    : nextStage(definition, process, now);
}

function nextCompensations({ compensations }: ProcessDefinition, process: Process, now: Date): Work {
  const inState = (state: StepRecord['state']) =>
    compensations.filter((name) => process.steps[name]?.state === state);
  const pending = inState('pending');
  const due = pending.filter((name) => isDue(process, name, now));
  if (due.length > 0) return { kind: 'compensations', names: due };
  if (pending.length > 0)
    return { kind: 'pause', until: earliest(pending.map((name) => dueAt(process, name))) };
  return inState('parked').length > 0 ? { kind: 'park' } : { kind: 'end', state: 'compensated' };
}

function nextStage(definition: ProcessDefinition, process: Process, now: Date): Work {
  const { steps, deadlines } = process;
  const stage = definition.stages[currentStage(definition, process)];
  if (!stage) return { kind: 'end', state: 'completed' };
  const members = stage.filter((step) => applies(step, process));
  // After the commit point a stage turns back, or is parked, once each of its steps has an answer: until then it
  // is not known what to take back. Before it compensations bear a step that has none, so that no stock waits
  // for money; what is under way has ended by now either way.
  const open = members.filter(({ name }) => ['pending', 'waiting', undefined].includes(steps[name]?.state));
  const expired = open.find(({ name }) => deadlines[name] && deadlines[name] <= now);
  if (expired) return { kind: 'expire', step: expired.name };
  const givenUp = isBeforeCommit(definition, members[0]!.name) && members.some(isRefused(process));
  if (open.length === 0 || givenUp) return answered(process, members, now);
  const due = open.filter(({ name }) => isDue(process, name, now));
  if (due.length === 0) {
    const ends = open.flatMap(({ name }) => [dueAt(process, name), deadlines[name] ?? []].flat());
    return { kind: 'pause', until: earliest(ends) };
  }
  return due[0]!.kind === 'transaction'
    ? { kind: 'transaction', step: due[0]! }
    : { kind: 'steps', steps: due };
}

/** A stage in which nothing is to be tried any more, and not all is done. */
function answered(process: Process, members: readonly StepDeclaration[], now: Date): Work {
  const { steps } = process;
  const refused = members.find(isRefused(process));
  const turning = steps[TURN_BACK];
  if (!refused || turning?.state === 'parked') return { kind: 'park' };
  if (turning?.dueAt && turning.dueAt > now) return { kind: 'pause', until: turning.dueAt };
  return { kind: 'turn-back', failure: steps[refused.name]!.failure! };
}

const isRefused =
  ({ steps }: Process) =>
  ({ name }: StepDeclaration): boolean =>
    steps[name]?.state === 'refused';

const applies = ({ onSignal }: StepDeclaration, { signals }: Process): boolean =>
  onSignal === undefined || signals.some(({ name }) => name === onSignal);

/** Index of the first stage that is not done; the number of stages when all are. */
function currentStage({ stages }: ProcessDefinition, process: Process): number {
  const index = stages.findIndex((stage) =>
    stage.some((step) => applies(step, process) && process.steps[step.name]?.state !== 'done'),
  );
  return index < 0 ? stages.length : index;
}

const dueAt = ({ steps }: Process, name: string): Date => steps[name]?.dueAt ?? new Date(0);

function isDue(process: Process, name: string, now: Date): boolean {
  const record = process.steps[name];
  const signalled = record?.state === 'waiting' && process.signals.length > (record.signalsSeen ?? 0);
  return signalled || dueAt(process, name) <= now;
}

const earliest = (instants: readonly Date[]): Date =>
  new Date(Math.min(...instants.map((at) => at.getTime())));

/**
 * The compensations of a process that turns back now: of all steps that have been begun, whether or not they
 * came to an end. One that replaces another counts once its step is done.
 */
export function compensationsFor(definition: ProcessDefinition, process: Process): string[] {
  const names = new Set<string>();
  for (const step of definition.stages.slice(0, currentStage(definition, process) + 1).flat()) {
    if (!step.compensate || !applies(step, process)) continue;
    if (step.replaces !== undefined) {
      if (process.steps[step.name]?.state !== 'done') continue;
      names.delete(step.replaces);
    }
    names.add(step.compensate);
  }
  return [...names];
}

/** Whether it is certain what becomes of a process: it stands, or has turned back. */
export const isDecided = ({ table }: ProcessDefinition, { failure, steps }: Process): boolean =>
  failure !== undefined || table.commitPoint === undefined || steps[table.commitPoint]?.state === 'done';
