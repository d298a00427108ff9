import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@chowk/runtime/log';
import type { Outlet, StreamReader } from './ports.ts';
import { UserFeed, type Follower } from './user-feed.ts';

/** The feeds of all people who have a socket on this replica. */
export class Feeds {
  readonly #reader: StreamReader;
  readonly #logger: Logger;
  readonly #windowSize: number;
  readonly #outside = AsyncLocalStorage.snapshot();
  readonly #feeds = new Map<string, UserFeed>();
  readonly #stopping = new AbortController();
  readonly #checking: Promise<void>;

  constructor(options: {
    reader: StreamReader;
    /** Events on their way to one socket without its acknowledgement, at the most. */
    windowSize: number;
    /** Pause in ms between two checks for lost signals. */
    checkMs: number;
    logger: Logger;
  }) {
    this.#reader = options.reader;
    this.#logger = options.logger;
    this.#windowSize = options.windowSize;
    this.#checking = this.#checkUntilStopped(options.checkMs);
  }

  /** See UserFeed.join. */
  async follow(
    userId: string,
    outlet: Outlet,
    lastSeq: number | undefined,
    opened: (position: number) => void,
  ): Promise<Follower> {
    const feed = this.#feedOf(userId);
    try {
      const follower = await feed.join(outlet, lastSeq, opened);
      return {
        window: follower.window,
        leave: () => {
          follower.leave();
          this.#forgetIfAbandoned(userId, feed);
        },
      };
    } catch (error) {
      this.#forgetIfAbandoned(userId, feed);
      throw error;
    }
  }

  /** A signal: the stream of a person has grown. Nothing to do when they have no socket here. */
  advance(userId: string, seq: number): void {
    this.#feeds.get(userId)?.advance(seq);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#checking;
  }

  #feedOf(userId: string): UserFeed {
    const known = this.#feeds.get(userId);
    if (known) return known;
    const feed = new UserFeed({
      userId,
      reader: this.#reader,
      windowSize: this.#windowSize,
      logger: this.#logger,
      outside: this.#outside,
    });
    this.#feeds.set(userId, feed);
    return feed;
  }

  #forgetIfAbandoned(userId: string, feed: UserFeed): void {
    if (feed.abandoned && this.#feeds.get(userId) === feed) this.#feeds.delete(userId);
  }

  /** Signals may be lost; this finds what they would have told. */
  async #checkUntilStopped(checkMs: number): Promise<void> {
    const { signal } = this.#stopping;
    for (;;) {
      // The only rejection of this sleep is the abort.
      await sleep(checkMs * (0.75 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      if (this.#feeds.size === 0) continue;
      try {
        const newest = await this.#reader.lastSeqs([...this.#feeds.keys()]);
        for (const [userId, seq] of newest) this.advance(userId, seq);
      } catch (err) {
        this.#logger.warn({ err }, 'streams could not be checked, will try again');
      }
    }
  }
}
