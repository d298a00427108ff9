import type { Connection } from 'mongoose';
import type { PendingScan } from '../domain/scan.ts';
import type { PendingScanRepository } from '../ports.ts';
import { pendingScanModel, toVisit, type PendingCarView, type PendingScanDocument } from './scan.model.ts';

function toPendingScan(document: PendingScanDocument | PendingCarView): PendingScan {
  const { _id: id, ownerUserId, at } = document;
  if (document.target === undefined) {
    const { carId, carModel: title, maskedNumber } = document;
    const target = { kind: 'car' as const, id: carId };
    return { id, ownerUserId, at, target, snapshot: { title, maskedNumber }, visit: undefined };
  }
  const { target, snapshot, visit } = document;
  return { id, ownerUserId, at, target, snapshot, visit: toVisit(visit) };
}

export function createPendingScanRepository(connection: Connection): PendingScanRepository {
  const pending = pendingScanModel(connection);
  return {
    async insert({ id, ...scan }) {
      await pending.create({ ...scan, _id: id });
    },
    async take(ids, tx) {
      const taken = { _id: { $in: [...ids] } };
      const found = await pending
        .find(taken)
        .session(tx.session)
        .sort({ _id: 1 })
        .lean<Array<PendingScanDocument | PendingCarView>>();
      // Who takes the same rows at the same time meets a write conflict here, and finds none when it runs again.
      if (found.length > 0) await pending.deleteMany(taken, { session: tx.session });
      return found.map(toPendingScan);
    },
    async findStale(before, limit) {
      const found = await pending
        .find({ at: { $lte: before } }, { _id: 1 })
        .sort({ at: 1 })
        .limit(limit)
        .lean();
      return found.map(({ _id }) => _id);
    },
  };
}
