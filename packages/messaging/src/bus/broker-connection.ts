import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import { connect, type ChannelModel, type SocketOptions } from 'amqplib';

interface BrokerConnectionOptions {
  url: string;
  /** Names the connection in logs and in the broker's own lists. */
  name: string;
  logger: Logger;
  /** Makes a fresh connection ready; what it does not finish in time counts as failed. */
  setup(model: ChannelModel): Promise<void>;
  /** The connection has ended, whether or not it was ever ready. */
  onEnded(): void;
  /** It is set up, or the broker takes messages on it again. */
  onUsable?(): void;
}

/** Longest wait for the broker to greet, and to have everything declared. */
const READY_LIMIT_MS = 15_000;
/** Longest wait for a polite close. */
const CLOSE_LIMIT_MS = 2_000;
/** A peer that says nothing for two of these is gone; brokers offer 60 s, which is a long time to be deaf. */
const HEARTBEAT_S = 10;
const BACKOFF = { firstMs: 100, maxMs: 5_000 };
/** Until it was there once: a broker that boots beside us is not to be waited for when it is up. */
const FIRST_BACKOFF = { firstMs: 100, maxMs: 500 };
/** A connection that lived this long was a good one: the next pause is the shortest again. */
const GOOD_AFTER_MS = 10_000;

/**
 * One connection to the broker, made anew for as long as it takes. The recovery of amqplib attaches its
 * listeners when `setup` has ended: an error before that has none and ends the process. Here they are there
 * before anything is awaited, every wait has an end, and `drop` ends the socket whatever the broker does.
 */
export class BrokerConnection {
  readonly #options: BrokerConnectionOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #attempted: () => void = () => undefined;
  /** Resolves when the first attempt has ended, well or not. */
  readonly firstAttempt = new Promise<void>((resolve) => (this.#attempted = resolve));
  #model: ChannelModel | undefined;
  #drop: (reason: Error) => void = () => undefined;
  #blocked = false;

  constructor(options: BrokerConnectionOptions) {
    this.#options = options;
  }

  /** Set up and alive, as far as is known. */
  get isReady(): boolean {
    return this.#model !== undefined;
  }

  /** The broker is short of memory or disk and takes no messages on this connection. */
  get isBlocked(): boolean {
    return this.#blocked;
  }

  /** Begins to connect, in the background; once. */
  start(): void {
    this.#running ??= this.#runUntilStopped();
  }

  /** Ends the connection of the moment, so that a fresh one is made. */
  drop(reason: Error): void {
    this.#drop(reason);
  }

  /** Closes for good; resolves in about 2 s at the latest. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const closing = this.#model?.close().catch(() => undefined);
    await Promise.race([closing, sleep(CLOSE_LIMIT_MS)]);
    this.#drop(new Error('stopped'));
    await this.#running;
  }

  async #runUntilStopped(): Promise<void> {
    const { name, logger } = this.#options;
    const { signal } = this.#stopping;
    let backoff = FIRST_BACKOFF;
    for (let failures = 1; !signal.aborted; failures++) {
      let readyAt: number | undefined;
      try {
        await this.#liveOnce(() => {
          readyAt = performance.now();
          backoff = BACKOFF;
        });
      } catch (err) {
        const line = readyAt === undefined ? 'message broker cannot be reached' : 'message broker lost';
        if (!signal.aborted) logger.warn({ err, connection: name }, `${line}, connecting again`);
      }
      this.#attempted();
      if (readyAt !== undefined && performance.now() - readyAt > GOOD_AFTER_MS) failures = 1;
      const pauseMs = backoffMs(backoff, failures) * (0.75 + Math.random() / 2);
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Connects, calls `onReady`, and rejects once the connection has ended, with the reason. */
  async #liveOnce(onReady: () => void): Promise<never> {
    const socket = new AbortController();
    let dropped: (reason: Error) => void = () => undefined;
    const ended = new Promise<never>((_resolve, reject) => (dropped = reject));
    // Nobody may be waiting at the moment it rejects.
    ended.catch(() => undefined);
    this.#drop = (reason) => {
      dropped(reason);
      socket.abort();
    };
    const tooLate = setTimeout(
      () => this.#drop(new Error(`not ready within ${READY_LIMIT_MS} ms`)),
      READY_LIMIT_MS,
    );
    try {
      // The signal reaches net.connect: the only way to end a socket that the broker does not answer on.
      const options: SocketOptions & { signal: AbortSignal } = {
        signal: socket.signal,
        noDelay: true,
        clientProperties: { connection_name: this.#options.name },
      };
      const opening = connect(withHeartbeat(this.#options.url), options);
      const connected = opening.then((model) => this.#listen(model, dropped));
      const model = await Promise.race([connected, ended]);
      await Promise.race([this.#options.setup(model), ended]);
      clearTimeout(tooLate);
      this.#model = model;
      this.#options.logger.info({ connection: this.#options.name }, 'connected to the message broker');
      onReady();
      this.#options.onUsable?.();
      this.#attempted();
      return await ended;
    } finally {
      clearTimeout(tooLate);
      this.#model = undefined;
      this.#blocked = false;
      socket.abort();
      this.#options.onEnded();
    }
  }

  #listen(model: ChannelModel, ended: (reason: Error) => void): ChannelModel {
    const { logger, name } = this.#options;
    model.on('error', ended);
    model.on('close', (err) => ended(err ?? new Error('connection closed')));
    model.on('blocked', (reason) => {
      this.#blocked = true;
      logger.error({ connection: name, reason }, 'broker is short of memory or disk and takes no messages');
    });
    model.on('unblocked', () => {
      this.#blocked = false;
      logger.info({ connection: name }, 'broker takes messages again');
      this.#options.onUsable?.();
    });
    return model;
  }
}

/** The address with our heartbeat, unless it names one. */
function withHeartbeat(url: string): string {
  const address = new URL(url);
  if (!address.searchParams.has('heartbeat')) address.searchParams.set('heartbeat', String(HEARTBEAT_S));
  return address.toString();
}
