/** A step as the table declares it. */
export interface StepDeclaration {
  readonly name: string;
  /**
   * `call`: may be repeated with the same effect, and is, when a process dies over it.
   * `transaction`: of our own database, recorded in that same transaction.
   */
  readonly kind: 'call' | 'transaction';
  /** The compensation that takes the step back. It must bear being run for a step that never happened. */
  readonly compensate?: string;
  /** The earlier compensation whose place `compensate` takes once this step is done. Without it done, the earlier one stands. */
  readonly replaces?: string;
  /** The signal it waits for. Such a step looks and judges, and changes nothing outside. */
  readonly waitsFor?: string;
  /** Only processes that have been given this signal come to this step. */
  readonly onSignal?: string;
}

/** Steps in a list of their own are carried out side by side. */
type StageDeclaration = StepDeclaration | readonly StepDeclaration[];

export interface ProcessTable {
  /** In kebab case; part of ids, failpoints and logs. */
  readonly type: string;
  readonly steps: readonly StageDeclaration[];
  /**
   * The step after which the process stands: outages are then waited out, and only a refusal turns it back.
   * Without one the process stands from its start and never turns back: what is refused needs attention.
   */
  readonly commitPoint?: string;
}

/** A table that has been checked. */
export interface ProcessDefinition<Table extends ProcessTable = ProcessTable> {
  readonly table: Table;
  readonly type: string;
  /** Carried out one after the other; the steps of a stage side by side. */
  readonly stages: ReadonlyArray<readonly StepDeclaration[]>;
  readonly compensations: readonly string[];
}

/** Every step that a table declares. */
export type StepOf<Table extends ProcessTable> = Table['steps'][number] extends infer Stage
  ? Stage extends readonly (infer Step extends StepDeclaration)[]
    ? Step
    : Extract<Stage, StepDeclaration>
  : never;
export type CompensationOf<Table extends ProcessTable> =
  StepOf<Table> extends infer Step
    ? Step extends { compensate: infer Name extends string }
      ? Name
      : never
    : never;

const NAME = /^[a-z][a-z-]*$/;

/**
 * Declares a process: data alone, so that failpoints, tests and documents come from it without a store.
 * What its steps do is bound when the service is composed (`bindProcess`).
 * @throws Error when the table contradicts itself
 */
export function defineProcess<const Table extends ProcessTable>(table: Table): ProcessDefinition<Table> {
  const stages = table.steps.map((stage) => (Array.isArray(stage) ? stage : [stage]) as StepDeclaration[]);
  const steps = stages.flat();
  const compensations = [...new Set(steps.flatMap(({ compensate }) => compensate ?? []))];
  const assert = (holds: boolean, what: string): void => {
    if (!holds) throw new Error(`process ${table.type}: ${what}`);
  };

  const names = [...steps.map(({ name }) => name), ...compensations];
  for (const name of [table.type, ...names]) assert(NAME.test(name), `${name} is not in kebab case`);
  assert(new Set(names).size === names.length, 'a name is used twice');
  assert(!names.includes(TURN_BACK), `${TURN_BACK} is taken`);
  const commitStage = stages.findIndex((stage) => stage.some(({ name }) => name === table.commitPoint));
  assert(table.commitPoint === undefined || commitStage >= 0, 'its commit point is no step');
  assert(
    table.commitPoint !== undefined || compensations.length === 0,
    'it has compensations and no commit point',
  );

  for (const [index, stage] of stages.entries()) {
    for (const { name, kind, waitsFor, compensate, replaces } of stage) {
      const alone = stage.length === 1;
      assert(kind === 'call' || alone, `${name} is a transaction and cannot run beside others`);
      assert(
        waitsFor === undefined || (kind === 'call' && alone),
        `${name} waits and cannot run beside others`,
      );
      if (replaces === undefined) continue;
      const earlier = stages.slice(0, index).flat();
      assert(compensate !== undefined, `${name} replaces ${replaces} by nothing`);
      assert(
        earlier.some((step) => step.compensate === replaces),
        `${name} replaces what is not there`,
      );
      // Before the commit point a step may be given up without an answer: it is then not known which holds.
      assert(index > commitStage, `${name} can only replace ${replaces} after the commit point`);
    }
  }
  return { table, type: table.type, stages, compensations };
}

/** Name of the record that a process keeps of turning back itself, should that fail. */
export const TURN_BACK = 'turn-back';

/** Whether a refusal leads back; otherwise what is refused for good needs attention. */
export const canTurnBack = ({ table }: ProcessDefinition): boolean => table.commitPoint !== undefined;

/** Whether a step lies before the commit point, or is it. */
export function isBeforeCommit({ table, stages }: ProcessDefinition, step: string): boolean {
  const stageOf = (name: string | undefined): number =>
    stages.findIndex((stage) => stage.some((candidate) => candidate.name === name));
  return table.commitPoint !== undefined && stageOf(step) <= stageOf(table.commitPoint);
}
