import { setImmediate as nextTurn } from 'node:timers/promises';
import { testClient, until, type TestResponse } from '@chowk/testing';

type Gateway = ReturnType<typeof testClient>;
type Send = (gateway: Gateway) => Promise<TestResponse>;

/**
 * Requests over several gateways whose every answer but success is a failure. Nothing is asked while processes
 * are exchanged, so that a restart alone makes none fail.
 */
export class GatedLoad {
  readonly failures: string[] = [];
  /** Answers by kind. */
  readonly done = new Map<string, number>();
  /** Requests that were sent again over a new connection. */
  reconnects = 0;
  readonly #gateways: Gateway[];
  #open = Promise.withResolvers<void>();
  #underWay = 0;

  constructor(gatewayUrls: readonly string[]) {
    this.#gateways = gatewayUrls.map((url) => testClient(url));
    this.#open.resolve();
  }

  /** Resolves when requests may be sent. */
  async opened(): Promise<void> {
    let gate: PromiseWithResolvers<void>;
    do {
      gate = this.#open;
      await gate.promise;
      // Closed again before we came to run.
    } while (gate !== this.#open);
  }

  /** Sends to one of the gateways, and counts the answer. @returns its body; undefined for a failure */
  // The shape of an answer is its route's; who asks looks at a few fields by name.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  async ask(kind: string, send: Send): Promise<any> {
    await this.opened();
    this.#underWay += 1;
    try {
      const { status, text, body } = await this.#send(send);
      this.done.set(kind, (this.done.get(kind) ?? 0) + 1);
      if (status < 300) return body;
      this.failures.push(`${kind}: ${status} ${text.slice(0, 200)}`);
    } catch (error) {
      this.failures.push(`${kind}: ${String(error)}`);
    } finally {
      this.#underWay -= 1;
    }
    return undefined;
  }

  /** A kept connection to a gateway that was exchanged is found broken by the next request: sent once more. */
  async #send(send: Send): Promise<TestResponse> {
    for (let triesLeft = 2; ; triesLeft--) {
      try {
        return await send(this.#gateways[Math.floor(Math.random() * this.#gateways.length)]!);
      } catch (error) {
        if (triesLeft === 0) throw error;
        this.reconnects += 1;
      }
    }
  }

  /** Runs `work` while nothing is under way. */
  async paused(work: () => Promise<unknown>): Promise<void> {
    this.#open = Promise.withResolvers<void>();
    // Who was let in a moment ago has begun by then.
    await nextTurn();
    await until('nothing is under way', () => this.#underWay === 0, 30_000);
    await work();
    this.#open.resolve();
  }
}
