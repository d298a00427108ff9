import { AppError } from '@chowk/contracts/errors';
import { cleanText } from '../table/clean-text.ts';
import { DEFAULTS, type Pdf, type PdfDocument, type PdfRendererOptions } from './pdf-options.ts';
import type { RenderRequest } from './protocol.ts';
import { RenderProcess, RenderTimedOut } from './render-process.ts';

interface Job {
  request: RenderRequest;
  /** Whether a process died of it, or while it was at it. */
  retried: boolean;
  settled: boolean;
  resolve(pdf: Pdf): void;
  reject(error: unknown): void;
}

/** Makes PDFs from Typst templates, in processes of their own that are replaced before they grow. */
export class PdfRenderer {
  readonly #options: Required<PdfRendererOptions>;
  readonly #waiting: Job[] = [];
  readonly #processes = new Set<RenderProcess>();
  readonly #idle = new Map<RenderProcess, NodeJS.Timeout>();
  #stopped = false;

  constructor(options: PdfRendererOptions) {
    this.#options = { ...DEFAULTS, ...options };
  }

  /** For metrics. */
  get state(): {
    waiting: number;
    processes: Array<{ pid: number | undefined; documents: number; rssBytes: number }>;
  } {
    const processes = [...this.#processes].map(({ pid, documents, rssBytes }) => ({
      pid,
      documents,
      rssBytes,
    }));
    return { waiting: this.#waiting.length, processes };
  }

  /**
   * Makes one document. A crash of its process is survived once; others never notice it. When `signal` aborts,
   * a document that waits is not begun, and one under way is finished and thrown away.
   * @throws AppError EXPORT_TOO_LARGE for more data than `maxDataLength`; OVERLOADED when too many wait, or it
   *   waited too long; UPSTREAM_TIMEOUT when it took too long; SERVER_ERROR when the template is at fault or
   *   two processes died of it; UPSTREAM_UNAVAILABLE when the renderer was stopped. The reason of `signal`.
   */
  async render(document: PdfDocument, { signal }: { signal?: AbortSignal } = {}): Promise<Pdf> {
    const { maxDataLength, maxWaiting, maxWaitMs } = this.#options;
    signal?.throwIfAborted();
    if (this.#stopped) throw new AppError('UPSTREAM_UNAVAILABLE');
    // Clean strings also keep out halves of surrogates, which are JSON for us and none for the compiler.
    const clean = (_key: string, value: unknown): unknown =>
      typeof value === 'string' ? cleanText(value) : value;
    const data = JSON.stringify(document.data, clean);
    if (data.length > maxDataLength) throw new AppError('EXPORT_TOO_LARGE', { details: [{ maxDataLength }] });
    if (this.#waiting.length >= maxWaiting) throw new AppError('OVERLOADED', { retryAfter: 5 });
    const { promise, resolve, reject } = Promise.withResolvers<Pdf>();
    const job: Job = {
      request: { template: document.template, data },
      retried: false,
      settled: false,
      resolve,
      reject,
    };
    const leave = (error: unknown): void => {
      job.settled = true;
      const place = this.#waiting.indexOf(job);
      if (place >= 0) this.#waiting.splice(place, 1);
      reject(error);
    };
    const onAbort = (): void => leave(signal?.reason);
    const impatient = setTimeout(() => {
      if (this.#waiting.includes(job)) leave(new AppError('OVERLOADED', { retryAfter: 5 }));
    }, maxWaitMs);
    signal?.addEventListener('abort', onAbort);
    this.#waiting.push(job);
    this.#dispatch();
    try {
      return await promise;
    } finally {
      job.settled = true;
      clearTimeout(impatient);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Refuses all that waits or is under way with UPSTREAM_UNAVAILABLE, and resolves when no process is left. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const job of this.#waiting.splice(0)) job.reject(new AppError('UPSTREAM_UNAVAILABLE'));
    await Promise.all([...this.#processes].map((process) => this.#end(process)));
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const process = this.#takeProcess();
      if (process === undefined) return;
      void this.#run(this.#waiting.shift()!, process);
    }
  }

  #takeProcess(): RenderProcess | undefined {
    const [idle] = this.#idle;
    if (idle !== undefined) {
      clearTimeout(idle[1]);
      this.#idle.delete(idle[0]);
      return idle[0];
    }
    if (this.#stopped || this.#processes.size >= this.#options.maxProcesses) return undefined;
    const process = new RenderProcess();
    this.#processes.add(process);
    return process;
  }

  async #run(job: Job, process: RenderProcess): Promise<void> {
    try {
      const outcome = await process.render(job.request, this.#options.timeoutMs);
      if (outcome.ok) job.resolve({ bytes: outcome.pdf, pages: outcome.pages });
      else job.reject(new AppError('SERVER_ERROR', { cause: new Error(outcome.diagnostics) }));
      this.#giveBack(process);
    } catch (error) {
      this.#afterFailure(job, error);
      await this.#end(process);
    }
  }

  #afterFailure(job: Job, error: unknown): void {
    if (this.#stopped) return job.reject(new AppError('UPSTREAM_UNAVAILABLE'));
    this.#options.logger.warn({ err: error, template: job.request.template }, 'a render process was lost');
    if (error instanceof RenderTimedOut)
      return job.reject(new AppError('UPSTREAM_TIMEOUT', { cause: error }));
    if (job.retried) return job.reject(new AppError('SERVER_ERROR', { cause: error }));
    job.retried = true;
    if (!job.settled) this.#waiting.unshift(job);
  }

  #giveBack(process: RenderProcess): void {
    const { maxDocuments, maxRssBytes, idleMs } = this.#options;
    if (process.documents >= maxDocuments || process.rssBytes > maxRssBytes) {
      void this.#end(process);
      return;
    }
    const tooLongIdle = setTimeout(() => void this.#end(process), idleMs);
    this.#idle.set(process, tooLongIdle.unref());
    this.#dispatch();
  }

  async #end(process: RenderProcess): Promise<void> {
    clearTimeout(this.#idle.get(process));
    this.#idle.delete(process);
    await process.kill();
    this.#processes.delete(process);
    this.#dispatch();
  }
}
