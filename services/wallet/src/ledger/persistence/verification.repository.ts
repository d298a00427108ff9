import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import { DuplicateId } from '../domain/duplicate-id.ts';
import type { Verification } from '../domain/verification.ts';
import type { VerificationRepository } from '../ports.ts';
import { verificationModel, type VerificationDocument } from './verification.model.ts';

const toVerification = ({ _id, live: _live, ...rest }: VerificationDocument): Verification => ({
  id: _id,
  ...rest,
});
const toVerificationIfAny = (found: VerificationDocument | null): Verification | undefined =>
  found ? toVerification(found) : undefined;

export function createVerificationRepository(connection: Connection): VerificationRepository {
  const runs = verificationModel(connection);
  return {
    find: async (id) => toVerificationIfAny(await runs.findById(id).lean()),

    async latest() {
      const [current, last] = await Promise.all([
        runs.findOne({ live: true }).lean(),
        runs
          .findOne({ endedAt: { $exists: true } })
          .sort({ endedAt: -1 })
          .lean(),
      ]);
      return { current: toVerificationIfAny(current), last: toVerificationIfAny(last) };
    },

    async insert({ id, ...rest }, { session }) {
      try {
        await runs.insertMany([{ _id: id, ...rest, live: true }], { session, lean: true });
      } catch (error) {
        throw isDuplicateKey(error) ? new DuplicateId('a verification runs', { cause: error }) : error;
      }
    },

    async saveProgress(id, progress, at) {
      const result = await runs.updateOne({ _id: id, live: true }, { $set: { progress, progressAt: at } });
      return result.matchedCount === 1;
    },

    async finish(id, report, at) {
      await runs.updateOne(
        { _id: id, live: true },
        { $set: { report, state: 'ended', endedAt: at, progressAt: at }, $unset: { live: '' } },
      );
    },
  };
}
