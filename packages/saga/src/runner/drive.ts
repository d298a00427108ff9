import { setTimeout as sleep } from 'node:timers/promises';
import type { BoundProcess } from '../binding.ts';
import { TURN_BACK, type StepDeclaration } from '../domain/definition.ts';
import { failureOf } from '../domain/judge.ts';
import { isLive, type ProcessData, type ProcessFailure } from '../domain/process.ts';
import { nextWork, type Work } from '../domain/progress.ts';
import { succeed, turnBack } from '../domain/transitions.ts';
import { failpointNames } from '../failpoints.ts';
import type { DriveDeps, HeldProcess } from './held-process.ts';
import { StepRunner } from './step-runner.ts';

/** Shorter pauses are slept through; for longer ones the process is released, to be picked up by the sweep. */
const STAY_MS = 1_000;

/**
 * Drives a process that is held, until it is over or rests. What was done stays in memory until the next thing
 * that has an effect outside, and is recorded then at the latest: a step before a transaction is recorded by
 * that transaction.
 */
export class Drive<Subject, Data extends ProcessData> {
  readonly #held: HeldProcess<Subject, Data>;
  readonly #bound: BoundProcess<Subject, Data>;
  readonly #deps: DriveDeps;
  readonly #steps: StepRunner<Subject, Data>;
  readonly #failpoints: ReturnType<typeof failpointNames>;

  constructor(held: HeldProcess<Subject, Data>, bound: BoundProcess<Subject, Data>, deps: DriveDeps) {
    this.#held = held;
    this.#bound = bound;
    this.#deps = deps;
    this.#steps = new StepRunner(held, bound, deps);
    this.#failpoints = failpointNames(deps.service, bound.definition.type);
  }

  /** False when the process rests, or somebody else has it; else it is over or parked. */
  async run(): Promise<boolean> {
    while (isLive(this.#held.process.state)) {
      const work = nextWork(this.#bound.definition, this.#held.process, this.#deps.now());
      const ours = await this.#next(work);
      await this.#held.passFailpoints();
      if (!ours) return false;
    }
    return true;
  }

  /** True while the process is ours, or over. */
  async #next(work: Work): Promise<boolean> {
    const held = this.#held;
    if (this.#deps.stopping.aborted && work.kind !== 'end') return held.releaseLease(this.#deps.now());
    if (held.dirty && hasOutsideEffect(work)) return (await held.record()) !== 'lost';
    switch (work.kind) {
      case 'steps':
        return this.#runStage(work.steps);
      case 'transaction':
        return this.#commit(work.step);
      case 'expire':
        return this.#compensate(failureOf(this.#bound.deadlines[work.step]!.error(), true));
      case 'turn-back':
        return this.#compensate(work.failure);
      case 'compensations':
        return this.#runCompensations(work.names);
      case 'pause':
        return this.#pause(work.until);
      case 'park':
        return this.#park();
      case 'end':
        return (await held.record({ ...held.process, state: work.state })) !== 'lost';
    }
  }

  /** Carries steps out side by side, and goes on when each has an answer. */
  async #runStage(steps: readonly StepDeclaration[]): Promise<boolean> {
    const outcomes = await this.#held.keeping(() => Promise.all(steps.map((step) => this.#steps.run(step))));
    for (const apply of outcomes) apply();
    return true;
  }

  /**
   * Each by itself: what is taken back is recorded as soon as it is, whatever keeps the others. The last one is
   * recorded together with what becomes of the process.
   */
  async #runCompensations(names: readonly string[]): Promise<boolean> {
    let open = names.length;
    let ours = Promise.resolve(true);
    const compensate = async (name: string): Promise<void> => {
      const apply = await this.#steps.run({ name, kind: 'call' }, true);
      ours = ours.then(async (still) => {
        if (!still) return false;
        apply();
        open -= 1;
        if (open === 0) return true;
        const outcome = await this.#held.record();
        await this.#held.passFailpoints();
        return outcome !== 'lost';
      });
      await ours;
    };
    await this.#held.keeping(() => Promise.all(names.map(compensate)));
    return ours;
  }

  /** A step that is a transaction of our own: its effect and its record are one. */
  async #commit({ name, waitsFor }: StepDeclaration): Promise<boolean> {
    const { process } = this.#held;
    try {
      const context = await this.#held.context(waitsFor);
      const outcome = await this.#held.transact(async (tx) => {
        const result = await this.#bound.transaction(name, context, tx);
        const now = this.#deps.now();
        const done = succeed(process, name, now, result?.data);
        const work = nextWork(this.#bound.definition, done, now);
        const state = work.kind === 'end' ? work.state : done.state;
        return { process: { ...done, state }, subject: result?.subject };
      }, this.#failpoints.recorded(name));
      return outcome !== 'lost';
    } catch (error) {
      this.#steps.failed(name, error, { back: false });
      return true;
    }
  }

  /** Turns the process back: from here on it only takes back what its steps did. */
  async #compensate(failure: ProcessFailure): Promise<boolean> {
    const { process } = this.#held;
    const { code: reason, refused } = failure;
    this.#deps.logger.info({ process: process.id, reason, refused }, 'process turns back');
    try {
      const context = await this.#held.context();
      const turned = turnBack(this.#bound.definition, process, failure, this.#deps.now());
      const outcome = await this.#held.transact(async (tx) => {
        const result = await this.#bound.onCompensating?.(context, failure, tx);
        return { process: turned, subject: result?.subject };
      }, this.#failpoints.compensating);
      return outcome !== 'lost';
    } catch (error) {
      this.#steps.failed(TURN_BACK, error, { back: true });
      return true;
    }
  }

  /** Leaves the sweep: somebody must look. */
  async #park(): Promise<boolean> {
    const now = this.#deps.now();
    const process = { ...this.#held.process, state: 'needs-attention' as const, attentionAt: now };
    const parked = Object.entries(process.steps).filter(([, { state }]) => state === 'parked');
    const reasons = parked.map(([step, { failure }]) => ({ step, reason: failure?.code }));
    this.#deps.logger.error({ process: process.id, reasons }, 'process needs attention');
    const outcome = await this.#held.transact(async (tx) => {
      await this.#bound.onNeedsAttention?.(process, tx);
      this.#deps.onNeedsAttention?.(process, tx);
      return { process };
    }, this.#failpoints.parked);
    return outcome !== 'lost';
  }

  async #pause(until: Date): Promise<boolean> {
    const pauseMs = until.getTime() - this.#deps.now().getTime();
    if (pauseMs > STAY_MS || this.#held.process.state === 'waiting') return this.#held.releaseLease(until);
    if (this.#held.dirty) return (await this.#held.record()) !== 'lost';
    // The only rejection of this sleep is the abort by a stop.
    const rest = () => sleep(Math.max(pauseMs, 0), undefined, { signal: this.#deps.stopping });
    await this.#held.keeping(() => rest().catch(() => undefined));
    return true;
  }
}

/** A step that waits only looks; whatever else is called must find what was done before it recorded. */
const hasOutsideEffect = (work: Work): boolean =>
  work.kind === 'compensations' ||
  (work.kind === 'steps' && work.steps.some(({ waitsFor }) => waitsFor === undefined));
