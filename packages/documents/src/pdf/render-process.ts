import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { RenderOutcome, RenderReply, RenderRequest } from './protocol.ts';

const CHILD = join(import.meta.dirname, 'render-child.ts');

/**
 * All that the child sees of our environment: no secret. The proxy is a dead end, so a template that imports a
 * package fails at once where the compiler would fetch it from the Internet.
 */
const ENVIRONMENT = { http_proxy: 'http://127.0.0.1:1', https_proxy: 'http://127.0.0.1:1' };

/** The process ended, or could not be started, before it had answered. */
class RenderProcessDied extends Error {}
/** It was killed because a document took too long. */
export class RenderTimedOut extends Error {}

/** A process that makes one document at a time. */
export class RenderProcess {
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  #lastWords = '';
  /** Documents made so far, the failed ones included. */
  documents = 0;
  /** As of the last document. */
  rssBytes = 0;

  /** Starts the process; it takes some 200 ms until it can answer. */
  constructor() {
    this.#child = fork(CHILD, [], {
      env: ENVIRONMENT,
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    // A fork that fails has an error and no exit.
    this.#exited = Promise.race([once(this.#child, 'exit'), once(this.#child, 'error')]).catch(
      () => undefined,
    );
    this.#child.on('error', (error) => (this.#lastWords += error.message));
    this.#child.stderr!.on('data', (text) => (this.#lastWords = (this.#lastWords + text).slice(-2_000)));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /**
   * Makes one document; not to be called again before it has settled.
   * @throws RenderTimedOut after `timeoutMs`: the process is killed then. RenderProcessDied when it ended.
   */
  async render(request: RenderRequest, timeoutMs: number): Promise<RenderOutcome> {
    let timer: NodeJS.Timeout | undefined;
    let timedOut = false;
    const answer = new Promise<RenderReply>((resolve, reject) => {
      this.#child.once('message', resolve);
      timer = setTimeout(() => {
        timedOut = true;
        this.#child.kill('SIGKILL');
      }, timeoutMs);
      void this.#exited.then(() => {
        const died = new RenderProcessDied(`the render process died. ${this.#lastWords}`);
        reject(timedOut ? new RenderTimedOut(`the document took more than ${timeoutMs} ms`) : died);
      });
      // A channel that is closed already: the exit is about to be seen.
      this.#child.send(request, () => undefined);
    });
    try {
      const { outcome, rssBytes } = await answer;
      this.documents += 1;
      this.rssBytes = rssBytes;
      return outcome;
    } finally {
      clearTimeout(timer);
      this.#child.removeAllListeners('message');
    }
  }

  /** Ends the process, whatever it does, and resolves when it has ended. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exited;
  }
}
