import type { Model } from 'mongoose';
import { newestFirst } from '../../store/newest-first.ts';
import type { NotedViews, Scan, Scans } from '../ports.ts';
import type { NotedViewDocument, ScanDocument } from './scan.model.ts';

const toScan = ({ _id, lead, reason, ...rest }: ScanDocument): Scan => ({
  ...rest,
  id: _id,
  ...(lead && { lead: { phone: lead.phone, email: lead.email, notes: lead.notes ?? undefined } }),
  ...(reason && { reason }),
});

export const scanRepository = (model: Model<ScanDocument>): Scans => ({
  async add(scans, tx) {
    const rows = scans.map(({ id, ...scan }) => ({ ...scan, _id: id }));
    await model.insertMany(rows, { session: tx.session });
  },
  async listOfOwner(ownerUserId, carId, limit, after) {
    const rows = await model
      .find({ ownerUserId, ...(carId !== undefined && { carId }), ...newestFirst('at', after) })
      .sort({ at: -1, _id: -1 })
      .limit(limit)
      .lean();
    return rows.map(toScan);
  },
});

export const notedViewRepository = (model: Model<NotedViewDocument>): NotedViews => ({
  async add({ id, ...view }) {
    await model.create({ ...view, _id: id });
  },
  async take(ids, tx) {
    const taken = { _id: { $in: [...ids] } };
    const rows = await model.find(taken).session(tx.session).sort({ _id: 1 }).lean();
    // Who takes the same rows at the same time meets a write conflict here, and finds none when it runs again.
    if (rows.length > 0) await model.deleteMany(taken, { session: tx.session });
    return rows.map(({ _id, ...view }) => ({ ...view, id: _id }));
  },
  async leftSince(before, limit) {
    const rows = await model
      .find({ at: { $lte: before } }, { _id: 1 })
      .sort({ at: 1 })
      .limit(limit)
      .lean();
    return rows.map(({ _id }) => _id);
  },
});
