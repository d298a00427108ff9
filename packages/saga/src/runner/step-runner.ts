import { failpoint } from '@chowk/runtime/failpoints';
import { newId } from '@chowk/runtime/ids';
import { currentRequest, withRequestContext } from '@chowk/runtime/telemetry';
import type { BoundProcess, StepResult, Wait } from '../binding.ts';
import { canTurnBack, isBeforeCommit, type StepDeclaration } from '../domain/definition.ts';
import { judge, type Verdict } from '../domain/judge.ts';
import type { ProcessData } from '../domain/process.ts';
import { fail, succeed, waitFor } from '../domain/transitions.ts';
import { failpointNames } from '../failpoints.ts';
import type { DriveDeps, HeldProcess } from './held-process.ts';

/** An attempt gets at least so long, also by a runner that comes when the time to give up is over already. */
const LEAST_ATTEMPT_MS = 1_000;
/** Failures of a step that are an outage like any other; from then on they are logged as errors. */
const QUIET_ATTEMPTS = 5;

/** Carries out single steps and compensations, and judges what came of them. */
export class StepRunner<Subject, Data extends ProcessData> {
  readonly #held: HeldProcess<Subject, Data>;
  readonly #bound: BoundProcess<Subject, Data>;
  readonly #deps: DriveDeps;
  readonly #failpoints: ReturnType<typeof failpointNames>;

  constructor(held: HeldProcess<Subject, Data>, bound: BoundProcess<Subject, Data>, deps: DriveDeps) {
    this.#held = held;
    this.#bound = bound;
    this.#deps = deps;
    this.#failpoints = failpointNames(deps.service, bound.definition.type);
  }

  /** Carries out one step, or compensation; gives what its outcome changes in memory. Never rejects. */
  async run(step: StepDeclaration, back = false): Promise<() => void> {
    const { name, waitsFor } = step;
    try {
      const context = await this.#held.context(waitsFor);
      const result = await this.#inTime(step, back, () => this.#bound.call(name, context));
      if (isWait(result) && waitsFor === undefined) throw new Error(`${name} is no step that waits`);
      if (waitsFor === undefined) await failpoint(this.#failpoints.called(name));
      return () => this.#succeeded(name, result);
    } catch (error) {
      return () => this.failed(name, error, { back });
    }
  }

  /** Calls before the commit point end when the patience of the process does. */
  #inTime<T>({ name }: StepDeclaration, back: boolean, work: () => Promise<T>): Promise<T> {
    const { requestId } = currentRequest() ?? { requestId: newId('req') };
    const { retryDeadline, deadlines } = this.#held.process;
    const before = !back && isBeforeCommit(this.#bound.definition, name);
    const ends = before ? [retryDeadline, deadlines[name]].flatMap((end) => end?.getTime() ?? []) : [];
    if (ends.length === 0) return work();
    const leftMs = Math.max(Math.min(...ends) - this.#deps.now().getTime(), LEAST_ATTEMPT_MS);
    // A deadline is of this process's own clock; it goes from hop to hop as time that is left.
    return withRequestContext({ requestId, deadline: Date.now() + leftMs }, work);
  }

  #succeeded(name: string, result: StepResult<Subject, Data>): void {
    const now = this.#deps.now();
    const { process } = this.#held;
    if (isWait(result)) {
      const { until } = result.wait;
      // Binding has seen to it that a step that waits has a deadline.
      const end = process.deadlines[name]!;
      this.#held.apply(waitFor(process, name, now, until && until < end ? until : end));
      return;
    }
    if (result?.subject !== undefined) this.#held.subject = result.subject;
    const done = succeed(process, name, now, result?.data);
    // An outage after a long wait gets as much patience as one at the start.
    const patient = process.steps[name]?.state === 'waiting' && this.#bound.budgetMs;
    if (patient) done.retryDeadline = new Date(now.getTime() + patient);
    this.#held.apply(done, this.#failpoints.recorded(name));
  }

  /** Judges a failure. The subject is read anew before the next try. */
  failed(name: string, error: unknown, { back }: { back: boolean }): void {
    const now = this.#deps.now();
    const { definition } = this.#bound;
    const { process } = this.#held;
    const step = {
      record: process.steps[name],
      canTurnBack: !back && canTurnBack(definition),
      retryDeadline: !back && isBeforeCommit(definition, name) ? process.retryDeadline : undefined,
    };
    const verdict = judge(error, step, now, this.#deps.settings);
    this.#logFailure(name, error, verdict);
    this.#held.subject = undefined;
    this.#held.apply(fail(process, name, now, verdict));
  }

  #logFailure(step: string, err: unknown, verdict: Verdict): void {
    const { id, steps } = this.#held.process;
    const attempts = (steps[step]?.attempts ?? 0) + 1;
    const facts = { process: id, step, attempts, reason: verdict.failure.code };
    if (verdict.kind === 'turn-back') return this.#deps.logger.info(facts, 'step is given up');
    // A refusal that leads nowhere means that books disagree: somebody must look.
    const quiet = verdict.kind === 'retry' && !verdict.failure.refused && attempts <= QUIET_ATTEMPTS;
    this.#deps.logger[quiet ? 'warn' : 'error'](
      { ...facts, err },
      verdict.kind === 'park' ? 'step is parked' : 'step failed, will be tried again',
    );
  }
}

const isWait = (result: object | void): result is Wait => typeof result === 'object' && 'wait' in result;
