import { AppError } from '@chowk/contracts/errors';
import { defineModel, documentSchema, instant, isDuplicateKey, text } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import type { QuotaKind, QuotaRepository } from '../ports.ts';

interface QuotaWindowDocument {
  _id: string;
  /** Who holds a use; full when there are as many as the limit. */
  claims: string[];
  endsAt: Date;
}

const windowSchema = documentSchema<QuotaWindowDocument>('limit_windows', {
  _id: text,
  claims: { type: [String], required: true },
  endsAt: instant,
});
// Only tidies up: which window counts is in the id.
windowSchema.index({ endsAt: 1 }, { expireAfterSeconds: 3600 });

export const quotaWindowModel = defineModel('QuotaWindow', windowSchema);

/** An atomic claim: the limit stands in the predicate of one update, so parallel requests cannot pass it. */
export function createQuotaRepository(
  connection: Connection,
  settings: { windowSeconds: number; limits: Record<QuotaKind, number> },
): QuotaRepository {
  const windows = quotaWindowModel(connection);
  return {
    async claim(kind, { code, visitorId, claimId }, now) {
      const lengthMs = settings.windowSeconds * 1000;
      const started = Math.floor(now.getTime() / lengthMs) * lengthMs;
      const endsAt = new Date(started + lengthMs);
      const _id = `${kind} ${code} ${visitorId} ${started}`;
      const lastUse = `claims.${settings.limits[kind] - 1}`;
      const take = () =>
        windows.updateOne(
          { _id, [lastUse]: { $exists: false } },
          { $addToSet: { claims: claimId }, $setOnInsert: { endsAt } },
          { upsert: true },
        );
      try {
        // The first claims of a window race to insert it; who loses finds it there the second time.
        await take().catch((error: unknown) => (isDuplicateKey(error) ? take() : Promise.reject(error)));
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        if (await windows.exists({ _id, claims: claimId })) return;
        throw new AppError('RATE_LIMITED', { retryAfter: (endsAt.getTime() - now.getTime()) / 1000 });
      }
    },
  };
}
