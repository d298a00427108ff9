import { AppError } from '@chowk/contracts/errors';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import { Schema, type Connection, type Model } from 'mongoose';
import type { LimitKind, Limits } from './ports.ts';

interface WindowDocument {
  _id: string;
  /** Who holds a place; full when there are as many as the limit. */
  claims: string[];
  endsAt: Date;
}

const windowSchema = new Schema<WindowDocument>(
  {
    _id: { type: String, required: true },
    claims: { type: [String], required: true },
    endsAt: { type: Date, required: true },
  },
  { collection: 'limit_windows', versionKey: false, strict: 'throw' },
);
// Only tidies up: which window counts is in the id.
windowSchema.index({ endsAt: 1 }, { expireAfterSeconds: 3600 });

export const limitWindowModel = (connection: Connection): Model<WindowDocument> =>
  connection.model<WindowDocument>('LimitWindow', windowSchema);

/** An atomic claim: the limit stands in the predicate of one update, so parallel requests cannot pass it. */
export const limitRepository = (
  model: Model<WindowDocument>,
  settings: { windowS: number; places: Record<LimitKind, number> },
): Limits => ({
  async claim(kind, { code, caller, claimId }, now) {
    const lengthMs = settings.windowS * 1000;
    const started = Math.floor(now.getTime() / lengthMs) * lengthMs;
    const endsAt = new Date(started + lengthMs);
    const _id = `${kind} ${code} ${caller} ${started}`;
    const lastPlace = `claims.${settings.places[kind] - 1}`;
    const take = () =>
      model.updateOne(
        { _id, [lastPlace]: { $exists: false } },
        { $addToSet: { claims: claimId }, $setOnInsert: { endsAt } },
        { upsert: true },
      );
    try {
      // The first claims of a window race to insert it; who loses finds it there the second time.
      await take().catch((error: unknown) => (isDuplicateKey(error) ? take() : Promise.reject(error)));
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      if (await model.exists({ _id, claims: claimId })) return;
      throw new AppError('RATE_LIMITED', { retryAfter: (endsAt.getTime() - now.getTime()) / 1000 });
    }
  },
});
