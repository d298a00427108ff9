import { setTimeout as sleep } from 'node:timers/promises';
import { SUBSCRIPTIONS, type Envelope, type SubscriptionManifest } from '@chowk/contracts/events';
import type { Logger } from '@chowk/runtime/log';
import { consumedTypes, topology, type Topology } from '../topology.ts';
import type { QueueConsumer } from './consumer.ts';
import { Consumers } from './consumers.ts';
import { Publisher, type OutgoingMessage } from './publisher.ts';

interface BusOptions {
  url: string;
  /** Prefix of all names on the broker. */
  prefix: string;
  logger: Logger;
  /** Waits in ms before the second, third … try of a failed handler. */
  retryDelaysMs: readonly number[];
  /** Longest wait in ms for the broker to confirm a message. */
  confirmTimeoutMs?: number;
  /** All subscriptions of the installation; the house's own unless a test brings one. */
  manifest?: SubscriptionManifest;
}

/** Longest wait of `connect`. */
const CONNECT_LIMIT_MS = 20_000;

/**
 * The broker, over two connections: one publishes and one, if anything is consumed, consumes, because a broker
 * in an alarm stops reading from those that publish, and acknowledgements must not wait behind that. Both
 * connect in the background, declare everything each time, and never end the process.
 */
export class Bus {
  readonly topology: Topology;
  readonly manifest: SubscriptionManifest;
  readonly retryDelaysMs: readonly number[];
  readonly #consumedTypes: ReadonlySet<string>;
  readonly #publisher: Publisher;
  readonly #consumers: Consumers;
  readonly #whenUsable: Array<() => void> = [];

  private constructor(options: BusOptions) {
    const {
      url,
      prefix,
      logger,
      retryDelaysMs,
      confirmTimeoutMs = 10_000,
      manifest = SUBSCRIPTIONS,
    } = options;
    this.topology = topology(prefix);
    this.manifest = manifest;
    this.retryDelaysMs = retryDelaysMs;
    this.#consumedTypes = consumedTypes(manifest);
    const declared = { topology: this.topology, manifest, retryDelaysMs };
    this.#publisher = new Publisher({
      url,
      name: `${prefix} publishing`,
      logger,
      declared,
      confirmTimeoutMs,
      onUsable: () => this.#whenUsable.forEach((listener) => listener()),
    });
    this.#consumers = new Consumers({ url, name: `${prefix} consuming`, logger, declared });
  }

  /** Begins to connect in the background: whoever uses the bus serves without a broker. */
  static open(options: BusOptions): Bus {
    return new Bus(options);
  }

  /**
   * Opens a bus and waits until it is connected, for commands that can do nothing without a broker.
   * @throws Error after 20 s without one
   */
  static async connect(options: BusOptions): Promise<Bus> {
    const bus = Bus.open(options);
    const end = performance.now() + CONNECT_LIMIT_MS;
    while (!bus.connected) {
      if (performance.now() > end) {
        await bus.stop();
        throw new Error(`no message broker within ${CONNECT_LIMIT_MS} ms`);
      }
      await sleep(20);
    }
    return bus;
  }

  /** Whether messages go out and, if anything is consumed, come in. For reports: nothing should depend on it. */
  get connected(): boolean {
    return this.#publisher.isReady && this.#consumers.isReady;
  }

  /** Whether it makes sense to publish now. */
  get canPublish(): boolean {
    return this.#publisher.isReady && !this.#publisher.isBlocked;
  }

  /** Calls a listener each time that it begins to make sense to publish. */
  onCanPublish(listener: () => void): void {
    this.#whenUsable.push(listener);
  }

  /** Messages that no queue took since the process started. */
  get returnedCount(): number {
    return this.#publisher.returnedCount;
  }

  /** Resolves when the first attempt to connect has ended, well or not, after `limitMs` at the latest. */
  async firstAttempt(limitMs: number): Promise<void> {
    const waiting = new AbortController();
    await Promise.race([
      Promise.all([this.#publisher.firstAttempt(), this.#consumers.firstAttempt()]),
      sleep(limitMs, undefined, { signal: waiting.signal }).catch(() => undefined),
    ]);
    waiting.abort();
  }

  /**
   * Publishes events in the order given. The outcome of each: fulfilled when the broker has it safe. What no
   * subscription of the manifest takes is published too, and goes nowhere unless somebody listens on purpose.
   */
  publish(envelopes: readonly Envelope[], signal?: AbortSignal): Promise<Array<PromiseSettledResult<void>>> {
    return Promise.allSettled(
      envelopes.map((envelope) =>
        this.send(
          {
            exchange: this.topology.events,
            routingKey: envelope.type,
            content: Buffer.from(JSON.stringify(envelope)),
            mandatory: this.#consumedTypes.has(envelope.type),
            messageId: envelope.id,
            headers: { ...(envelope.traceparent !== undefined && { traceparent: envelope.traceparent }) },
          },
          signal,
        ),
      ),
    );
  }

  /** Sends one persistent message and waits for the broker's confirm; see Publisher.send. */
  send(message: OutgoingMessage, signal?: AbortSignal): Promise<void> {
    return this.#publisher.send(message, signal);
  }

  /** Consumes a queue as soon as there is a connection, and again after each loss of it. */
  consume(consumer: QueueConsumer): void {
    this.#consumers.add(consumer);
  }

  /** Takes no further messages and resolves when those under way have been handled. */
  stopConsuming(): Promise<void> {
    return this.#consumers.stop();
  }

  /** Closes the connections. Stop consuming and publishing first. */
  async stop(): Promise<void> {
    await this.#consumers.stop();
    await this.#publisher.stop();
  }
}
