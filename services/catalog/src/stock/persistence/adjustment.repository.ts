import type { Connection } from 'mongoose';
import type { AdjustmentRepository } from '../ports.ts';
import { adjustmentModel, type AdjustmentDocument } from './adjustment.model.ts';

export function createAdjustmentRepository(connection: Connection): AdjustmentRepository {
  const rows = connection.collection<AdjustmentDocument>(
    adjustmentModel(connection).collection.collectionName,
  );
  return {
    async begin({ id, ...adjustment }) {
      const row = await rows.findOneAndUpdate(
        { _id: id },
        { $setOnInsert: { ...adjustment, state: 'pending' } },
        { upsert: true, returnDocument: 'after' },
      );
      return row!.state;
    },
    async settle(id, state) {
      // A late one that was taken for abandoned still has the last word.
      await rows.updateOne({ _id: id, state: { $ne: 'applied' } }, { $set: { state } });
    },
    async listPending(before, limit) {
      const found = await rows
        .find({ state: 'pending', at: { $lte: before } })
        .limit(limit)
        .toArray();
      return found.map(({ _id, state: _state, ...adjustment }) => ({ id: _id, ...adjustment }));
    },
  };
}
