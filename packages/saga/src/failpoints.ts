import type { ProcessDefinition } from './domain/definition.ts';

/** Where a process of a service can be made to die: `orders.checkout.reserve-stock.called`. */
export const failpointNames = (service: string, type: string) => {
  const name = (point: string): string => `${service}.${type}.${point}`;
  return {
    /** The process is recorded with its cause; nothing has been done. */
    started: name('started'),
    /** The call of a step or compensation has been answered, and the answer is not recorded. */
    called: (step: string) => name(`${step}.called`),
    /** The step or compensation is recorded. */
    recorded: (step: string) => name(`${step}.recorded`),
    /** It is recorded that the process turns back; nothing has been taken back. */
    compensating: name('compensating'),
    /** It is recorded that the process needs attention. */
    parked: name('needs-attention'),
  };
};

/**
 * Every failpoint of a process that differs from the others, from its table: `forward` as it goes on, `back`
 * once it has turned back. A process may die at each and leave nothing half done.
 */
export function processFailpoints(
  service: string,
  { type, stages, compensations }: ProcessDefinition,
): { forward: string[]; back: string[] } {
  const at = failpointNames(service, type);
  // What a transaction does and its record are one, and a step that waits does nothing that could be repeated.
  const calls = stages.flat().filter(({ kind, waitsFor }) => kind === 'call' && waitsFor === undefined);
  const recorded = stages.filter((_, index) => !isRecordedByNext(stages, index)).flat();
  return {
    forward: [
      at.started,
      ...calls.map(({ name }) => at.called(name)),
      ...recorded.map(({ name }) => at.recorded(name)),
    ],
    back: [at.compensating, ...compensations.flatMap((name) => [at.called(name), at.recorded(name)])],
  };
}

/** A stage before a transaction is recorded by that transaction, also over a step that need not wait. */
function isRecordedByNext(stages: ProcessDefinition['stages'], index: number): boolean {
  const next = stages[index + 1]?.[0];
  if (!next || next.onSignal !== undefined) return false;
  return next.kind === 'transaction' || (next.waitsFor !== undefined && isRecordedByNext(stages, index + 1));
}
