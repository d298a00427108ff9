import { setTimeout as sleep } from 'node:timers/promises';
import { type FaultKind } from '../faults/fault.ts';
import { type FaultList, type Strike } from '../faults/fault-list.ts';
import { Overtaking } from '../faults/overtaking.ts';
import { type WorkScope } from '../work-scope.ts';
import { post, type PostResult } from './http-post.ts';

export interface WebhookDeliverySettings {
  /** Sending rounds per event, the first one included. */
  readonly maxAttempts: number;
  /** Pause before the second round; doubles with every further one. */
  readonly firstBackoffMs: number;
  /** How long the receiver has to answer. */
  readonly timeoutMs: number;
}

export interface NewWebhook {
  /** The provider's event id, the same on every attempt: receivers deduplicate by it. */
  readonly id: string;
  readonly event: string;
  /** Events of one lane have their first attempts in order; lanes do not wait for each other. */
  readonly lane: string;
  readonly body: string;
}

/**
 * waiting: more attempts to come. delivered: answered 2xx. failed: attempts used up. lost: the lose fault.
 * unsent: there was no URL to send to.
 */
export type WebhookState = 'waiting' | 'delivered' | 'failed' | 'lost' | 'unsent';

export interface WebhookAttempt extends PostResult {
  readonly at: string;
  readonly faults: readonly FaultKind[];
  /** What was sent, where a fault changed it. */
  readonly sentBody?: string;
}

export interface WebhookRecord extends NewWebhook {
  readonly createdAt: string;
  state: WebhookState;
  readonly attempts: WebhookAttempt[];
}

export interface WebhookSenderOptions {
  readonly provider: string;
  readonly faults: FaultList;
  readonly work: WorkScope;
  readonly kinds: readonly FaultKind[];
  readonly delivery: WebhookDeliverySettings;
  /** The provider's headers over exactly these bytes; `forged` asks for a signature that does not verify. */
  readonly headers: (webhook: NewWebhook, sentBody: string, forged: boolean) => Record<string, string>;
  readonly withWrongAmount: (body: string) => string;
}

/** Sends one provider's webhooks at least once, with retries, and misbehaves as armed. Faults strike per attempt. */
export class WebhookSender {
  url: string | null = null;
  readonly #options: WebhookSenderOptions;
  readonly #records = new Map<string, WebhookRecord>();
  readonly #lanes = new Map<string, Promise<void>>();
  readonly #overtaking = new Overtaking();

  constructor(options: WebhookSenderOptions) {
    this.#options = options;
  }

  list(): WebhookRecord[] {
    return [...this.#records.values()];
  }

  clear(): void {
    this.#records.clear();
    this.#lanes.clear();
  }

  /** Records the event and starts sending it; returns before anything is sent. */
  send(webhook: NewWebhook): void {
    const record: WebhookRecord = {
      ...webhook,
      createdAt: new Date().toISOString(),
      state: 'waiting',
      attempts: [],
    };
    this.#records.set(record.id, record);
    const { signal } = this.#options.work;
    const strike = this.#takeFaults(record);
    // One that is to be late must not make the next one late too.
    const late = strike.has('delay') || strike.has('reorder');
    const before = late ? undefined : this.#lanes.get(record.lane);
    const first = Promise.resolve(before).then(() => this.#attempt(record, strike, signal));
    if (!late) this.#holdLane(record.lane, first);
    first
      .then(() => this.#retry(record, signal))
      .catch((error: unknown) => {
        // Reset and stop end deliveries under way; anything else is a defect here and must be seen.
        if (!signal.aborted) throw error;
      });
  }

  /**
   * One more attempt of a recorded event, with the same id and body, whatever came of the earlier ones.
   * `undefined` if there is no such event, or a reset forgot it meanwhile.
   */
  async redeliver(id: string): Promise<WebhookRecord | undefined> {
    const record = this.#records.get(id);
    if (!record) return undefined;
    const { signal } = this.#options.work;
    try {
      await this.#attempt(record, this.#takeFaults(record), signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      return undefined;
    }
    return record;
  }

  #holdLane(lane: string, first: Promise<void>): void {
    const settled = first.then(
      () => undefined,
      () => undefined,
    );
    this.#lanes.set(lane, settled);
    void settled.then(() => {
      if (this.#lanes.get(lane) === settled) this.#lanes.delete(lane);
    });
  }

  #takeFaults(record: WebhookRecord): Strike {
    const { faults, provider, kinds } = this.#options;
    return faults.take(provider, 'webhook', [record.event], kinds);
  }

  async #retry(record: WebhookRecord, signal: AbortSignal): Promise<void> {
    const { maxAttempts, firstBackoffMs } = this.#options.delivery;
    for (let round = 2; record.state === 'waiting' && round <= maxAttempts; round += 1) {
      await sleep(firstBackoffMs * 2 ** (round - 2), undefined, { signal });
      // A redelivery by hand may have succeeded meanwhile.
      if (record.state === 'waiting') await this.#attempt(record, this.#takeFaults(record), signal);
    }
    if (record.state === 'waiting') record.state = 'failed';
  }

  async #attempt(record: WebhookRecord, strike: Strike, signal: AbortSignal): Promise<void> {
    const delay = strike.get('delay');
    if (delay) await sleep(delay.ms, undefined, { signal });
    const reorder = strike.get('reorder');
    if (reorder) await this.#overtaking.heldBack(record.lane, reorder.ms, signal);

    const url = this.url;
    if (url === null) {
      if (record.state === 'waiting') record.state = 'unsent';
      return;
    }
    if (strike.has('lose')) {
      if (record.state !== 'delivered') record.state = 'lost';
      this.#note(record, strike, notSent('never sent (lose fault)'));
      return;
    }
    if (strike.has('error')) {
      this.#note(record, strike, notSent('sending failed (error fault)'));
      return;
    }
    const sentBody = this.#bodyToSend(record, strike);
    const copies = strike.has('duplicate') ? 2 : 1;
    const results = await Promise.all(
      Array.from({ length: copies }, () => this.#post(url, record, sentBody, strike, signal)),
    );
    signal.throwIfAborted();
    for (const result of results) {
      this.#note(record, strike, result, sentBody);
      if (isSuccess(result)) record.state = 'delivered';
    }
    this.#overtaking.passed(record.lane);
  }

  #bodyToSend(record: WebhookRecord, strike: Strike): string {
    const body = strike.has('wrong_amount') ? this.#options.withWrongAmount(record.body) : record.body;
    return strike.has('malformed') ? body.slice(0, Math.ceil(body.length / 2)) : body;
  }

  #post(url: string, record: WebhookRecord, sentBody: string, strike: Strike, signal: AbortSignal) {
    const { delivery, headers } = this.#options;
    return post(url, Buffer.from(sentBody), {
      headers: headers(record, sentBody, strike.has('bad_signature')),
      timeoutMs: delivery.timeoutMs,
      signal,
      stallMs: strike.get('hang')?.ms,
    });
  }

  #note(record: WebhookRecord, strike: Strike, result: PostResult, sentBody = record.body): void {
    record.attempts.push({
      at: new Date().toISOString(),
      faults: [...strike.keys()],
      ...result,
      ...(sentBody === record.body ? {} : { sentBody }),
    });
  }
}

const notSent = (error: string): PostResult => ({ httpStatus: null, answer: '', error, ms: 0 });

const isSuccess = ({ httpStatus }: PostResult): boolean =>
  httpStatus !== null && httpStatus >= 200 && httpStatus < 300;
