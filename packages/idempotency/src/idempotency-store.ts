import { isAppError, AppError, isErrorCode, type ErrorDetail } from '@chowk/contracts/errors';
import type { Outbox, Tx } from '@chowk/messaging';
import type { DataReply, IdempotentRequest } from '@chowk/runtime/http';
import { newId } from '@chowk/runtime/ids';
import { systemClock, withHeartbeat, type Clock } from '@chowk/runtime/lifecycle';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import { withoutRequestEnd } from '@chowk/runtime/telemetry';
import type { Collection, Connection } from 'mongoose';

interface KeyRow {
  _id: string;
  requestHash: string;
  state: 'running' | 'done';
  /** Until then the request that holds the row is believed to be alive. */
  lockedUntil: Date;
  /** Changes with each holder, so that one who lost the row cannot finish it. */
  holder: string;
  /** Id for what the request makes; the same for whoever takes over after a crash. */
  resourceId: string;
  createdAt: Date;
  /** The answer, its data as the JSON that went out. Rows of the release before have the data itself. */
  reply?: Pick<DataReply, 'status' | 'message'> & Partial<Pick<DataReply, 'data'>> & { json?: string };
  error?: { code: string; message: string; details?: ErrorDetail[] };
}

interface Claim {
  row: Pick<KeyRow, '_id' | 'holder' | 'resourceId'>;
}

const COLLECTION = 'idempotency_keys';

/** Makes the collection; part of the first migration of a service. Keys are forgotten after 24 h. */
export async function createIdempotencyCollection(connection: Connection): Promise<void> {
  await connection.createCollection(COLLECTION);
  await connection.collection(COLLECTION).createIndex({ createdAt: 1 }, { expireAfterSeconds: 24 * 3600 });
}

/**
 * Idempotency-Key (draft-ietf-httpapi-idempotency-key-header-07, and Stripe's semantics): the first request
 * with a key runs; others wait (409 IDEMPOTENCY_IN_PROGRESS), get the same answer again, or are refused
 * when their body differs (422 IDEMPOTENCY_MISMATCH). Refusals of the first run (4xx) are answers too, but those
 * of the moment (401, 403, 408, 429). An attempt that failed on our side (5xx) or died is not an answer: the next one
 * takes the row over and goes on with the same resource id.
 */
export class IdempotencyStore {
  readonly #rows: Collection<KeyRow>;
  readonly #outbox: Outbox;
  readonly #lockMs: number;
  readonly #clock: Clock;

  /** @param options.clock the store's time: replicas judge one another's locks by it */
  constructor(options: { connection: Connection; outbox: Outbox; lockMs?: number; clock?: Clock }) {
    this.#rows = options.connection.collection<KeyRow>(COLLECTION);
    this.#outbox = options.outbox;
    this.#lockMs = options.lockMs ?? 15_000;
    this.#clock = options.clock ?? systemClock;
  }

  /**
   * Runs an effect that fits one transaction. The answer is stored in that same transaction, so a crash
   * leaves either both or neither. Without a key the effect simply runs.
   * @param idPrefix prefix of the id that `effect` gets for what it makes
   */
  async once<Answer extends DataReply>(
    request: IdempotentRequest | undefined,
    idPrefix: string,
    effect: (tx: Tx, resourceId: string) => Promise<Answer>,
  ): Promise<Answer> {
    if (!request) return this.#outbox.transact((tx) => effect(tx, newId(idPrefix)));
    return this.#claimed(request, idPrefix, (claim) =>
      this.#outbox.transact(async (tx) => {
        const reply = written(await effect(tx, claim.row.resourceId));
        await this.#finish(claim, { reply }, tx);
        return reply;
      }),
    );
  }

  /**
   * Runs work of several transactions, such as a saga. It must be safe to repeat with the same resource id:
   * after a crash it is called again and drives what it finds to its end.
   */
  async resumable<Answer extends DataReply>(
    request: IdempotentRequest | undefined,
    idPrefix: string,
    work: (resourceId: string) => Promise<Answer>,
  ): Promise<Answer> {
    if (!request) return work(newId(idPrefix));
    return this.#claimed(request, idPrefix, async (claim) => {
      const reply = written(await work(claim.row.resourceId));
      await this.#finish(claim, { reply });
      return reply;
    });
  }

  async #claimed<Answer extends DataReply>(
    request: IdempotentRequest,
    idPrefix: string,
    run: (claim: Claim) => Promise<Answer>,
  ): Promise<Answer> {
    const claim = await this.#claim(request, idPrefix);
    // What is stored under a key is what this route answered to the same request.
    if ('replay' in claim) return claim.replay as Answer;
    // A missed beat costs nothing yet: the next one, or the check in #finish, decides.
    const heartbeat = {
      everyMs: this.#lockMs / 3,
      renew: () => this.#extend(claim),
      onMissed: () => undefined,
    };
    try {
      return await withHeartbeat(heartbeat, () => run(claim));
    } catch (error) {
      // Also when it is over because of its deadline, or its caller has left: the next attempt is to find it free.
      await withoutRequestEnd(() => this.#settleFailure(claim, error));
      throw error;
    }
  }

  async #settleFailure(claim: Claim, error: unknown): Promise<void> {
    if (isAnswer(error)) {
      const { code, message, details } = error;
      await this.#finish(claim, { error: { code, message, ...(details && { details }) } });
    } else {
      await this.#release(claim);
    }
  }

  async #claim(request: IdempotentRequest, idPrefix: string): Promise<Claim | { replay: DataReply }> {
    const now = this.#clock();
    const row: KeyRow = {
      _id: `${request.scope} ${request.key}`,
      requestHash: request.requestHash,
      state: 'running',
      lockedUntil: new Date(now.getTime() + this.#lockMs),
      holder: newId('hld'),
      resourceId: newId(idPrefix),
      createdAt: now,
    };
    try {
      await this.#rows.insertOne(row);
      return { row };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    const known = await this.#rows.findOne({ _id: row._id });
    // Forgotten between the two steps, by its age: this request is a new one.
    if (!known) return this.#claim(request, idPrefix);
    if (known.requestHash !== request.requestHash) throw new AppError('IDEMPOTENCY_MISMATCH');
    if (known.state === 'done') return { replay: replay(known) };
    const takenOver = await this.#rows.updateOne(
      { _id: row._id, holder: known.holder, state: 'running', lockedUntil: { $lte: now } },
      { $set: { holder: row.holder, lockedUntil: row.lockedUntil } },
    );
    if (takenOver.modifiedCount === 0) throw new AppError('IDEMPOTENCY_IN_PROGRESS', { retryAfter: 1 });
    return { row: { ...row, resourceId: known.resourceId } };
  }

  async #finish(
    claim: Claim,
    outcome: { reply?: WrittenReply; error?: NonNullable<KeyRow['error']> },
    tx?: Tx,
  ): Promise<void> {
    const stored = outcome.reply && { reply: storable(outcome.reply) };
    const result = await this.#rows.updateOne(
      { _id: claim.row._id, holder: claim.row.holder, state: 'running' },
      { $set: { state: 'done', ...stored, ...(outcome.error && { error: outcome.error }) } },
      tx ? { session: tx.session } : {},
    );
    // Somebody took the row over while we slept; in `once` this throws our effect away with the transaction.
    if (result.matchedCount === 0) throw new AppError('IDEMPOTENCY_IN_PROGRESS', { retryAfter: 1 });
  }

  async #extend(claim: Claim): Promise<void> {
    await this.#rows.updateOne(
      { _id: claim.row._id, holder: claim.row.holder, state: 'running' },
      { $set: { lockedUntil: new Date(this.#clock().getTime() + this.#lockMs) } },
    );
  }

  /** Lets the next attempt take over at once. */
  async #release(claim: Claim): Promise<void> {
    await this.#rows
      .updateOne(
        { _id: claim.row._id, holder: claim.row.holder, state: 'running' },
        { $set: { lockedUntil: new Date(0) } },
      )
      // The failure under way is the one to report; without release the lock ends by itself.
      .catch(() => undefined);
  }
}

/** Refusals that speak of the moment: who asks may have signed in, or waited, by the next time. */
const PASSING: readonly number[] = [401, 403, 408, 429];

/** Whether a failure is the answer to this request, the same whenever it is asked again. A failure of ours is none. */
const isAnswer = (error: unknown): error is AppError =>
  isAppError(error) &&
  error.status < 500 &&
  !PASSING.includes(error.status) &&
  error.code !== 'IDEMPOTENCY_IN_PROGRESS';

type WrittenReply = DataReply & Required<Pick<DataReply, 'written'>>;

/** An answer with its JSON: written once, for the row and for who asks, so that a replay is equal to the letter. */
const written = <Answer extends DataReply>(reply: Answer): Answer & WrittenReply => ({
  ...reply,
  written: { of: reply.data, json: JSON.stringify(reply.data ?? null) },
});

const storable = ({ status, written: { json }, message }: WrittenReply): NonNullable<KeyRow['reply']> => ({
  ...{ status, json },
  ...(message !== undefined && { message }),
});

/** The stored outcome again: the answer, or the refusal as it was thrown. */
function replay({ error, reply }: KeyRow): DataReply {
  if (error) {
    const { code, message, details } = error;
    throw new AppError(isErrorCode(code) ? code : 'SERVER_ERROR', { message, ...(details && { details }) });
  }
  const { json, ...kept }: NonNullable<KeyRow['reply']> = reply ?? { status: 200 };
  const data = (json === undefined ? kept.data : (JSON.parse(json) as unknown)) ?? null;
  const headers = { 'Idempotency-Replayed': 'true' };
  return {
    kind: 'data',
    ...kept,
    data,
    ...(json !== undefined && { written: { of: data, json } }),
    headers,
  };
}
