import { failpoint } from '@chowk/runtime/failpoints';
import { newId } from '@chowk/runtime/ids';
import { withoutRequestEnd, withRequestContext, withSpan } from '@chowk/runtime/telemetry';
import type { BoundProcess } from '../binding.ts';
import type { Process, ProcessData } from '../domain/process.ts';
import { failpointNames } from '../failpoints.ts';
import { Drive } from './drive.ts';
import { HeldProcess, type DriveDeps } from './held-process.ts';

/** A process that is over or needs attention, and what it is about. */
export interface Outcome<Subject, Data extends ProcessData = ProcessData> {
  process: Process<Data>;
  subject: Subject;
}

/** The processes that one runner drives at this moment; each once, however often it is asked for. */
export class Drives {
  readonly #deps: DriveDeps;
  readonly #running = new Map<string, Promise<Outcome<unknown> | undefined>>();
  readonly #held = new Map<string, { readonly process: Process }>();

  constructor(deps: DriveDeps) {
    this.#deps = deps;
  }

  /** A process that is being driven, as it is in memory. */
  find(id: string): Process | undefined {
    return this.#held.get(id)?.process;
  }

  /**
   * Drives what `take` gives, unless it is being driven already. Gives it once it is over or needs attention;
   * undefined when there is nothing to take, or it rests. Never rejects.
   */
  drive<Subject, Data extends ProcessData>(
    bound: BoundProcess<Subject, Data>,
    id: string,
    take: () => Promise<Process | undefined>,
    subject?: Subject,
  ): Promise<Outcome<Subject, Data> | undefined> {
    type Over = Promise<Outcome<Subject, Data> | undefined>;
    // What runs under this id was bound by this very process.
    const running = this.#running.get(id) as Over | undefined;
    if (running) return running;
    if (this.#deps.stopping.aborted) return Promise.resolve(undefined);
    // Whoever asks for it meanwhile waits for it, too.
    const over: Over = withoutRequestEnd(take)
      .then((process) => process && this.#inOriginalContext(bound, process as Process<Data>, subject))
      .catch((err: unknown) => {
        this.#deps.logger.error(
          { err, process: id },
          'process interrupted, to be taken up at the end of its lease',
        );
        this.#deps.onRest(new Date(this.#deps.now().getTime() + this.#deps.settings.leaseMs));
        return undefined;
      })
      .finally(() => {
        this.#running.delete(id);
        this.#held.delete(id);
      });
    this.#running.set(id, over);
    return over;
  }

  /** Resolves when nothing is driven any more. */
  async ended(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  /** In the request and trace that started it, but without that request's deadline: a process has its own. */
  #inOriginalContext<Subject, Data extends ProcessData>(
    bound: BoundProcess<Subject, Data>,
    process: Process<Data>,
    subject: Subject | undefined,
  ): Promise<Outcome<Subject, Data> | undefined> {
    const { service } = this.#deps;
    const { id, type, version, requestId = newId('req'), traceparent } = process;
    const held = new HeldProcess(bound, process, subject, this.#deps);
    this.#held.set(id, held);
    const span = { name: `${service} ${type}`, kind: 'INTERNAL' as const, headers: { traceparent } };
    return withRequestContext({ requestId }, () =>
      withSpan(span, async () => {
        if (version === 1) await failpoint(failpointNames(service, type).started);
        if (!(await new Drive(held, bound, this.#deps).run())) return undefined;
        return { process: held.process, subject: await held.load() };
      }),
    );
  }
}
