import { after } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import type { Scan } from '../domain/scan.ts';
import type { ScanRepository } from '../ports.ts';
import { scanModel, toVisit, type ScanDocument } from './scan.model.ts';

const NEWEST = { at: -1, _id: -1 } as const;
/** Named to the database: to it one list's index serves the other as well, which would read all scans of an owner. */
const OF_OWNER = { ownerUserId: 1, ...NEWEST } as const;
const OF_TARGET = { ownerUserId: 1, 'target.id': 1, ...NEWEST } as const;

const toScan = ({ _id, carId, target, lead, reason, snapshot, visit, ...rest }: ScanDocument): Scan => ({
  ...rest,
  id: _id,
  target: target ?? { kind: 'car', id: carId },
  snapshot: snapshot ?? undefined,
  visit: toVisit(visit),
  ...(lead && { lead: { phone: lead.phone, email: lead.email, notes: lead.notes ?? undefined } }),
  ...(reason && { reason }),
});

export function createScanRepository(connection: Connection): ScanRepository {
  const scans = scanModel(connection);
  return {
    async insertMany(items, tx) {
      const documents = items.map(({ id, ...scan }) => ({ ...scan, _id: id, carId: scan.target.id }));
      await scans.insertMany(documents, { session: tx.session });
    },
    async list(ownerUserId, target, position, limit) {
      const filter = { ownerUserId, ...(target && { 'target.id': target.id, 'target.kind': target.kind }) };
      const found = await scans
        .find({ $and: [filter, after(NEWEST, position)] })
        .sort(NEWEST)
        .hint(target ? OF_TARGET : OF_OWNER)
        .limit(limit)
        .lean<ScanDocument[]>();
      return found.map(toScan);
    },
  };
}
