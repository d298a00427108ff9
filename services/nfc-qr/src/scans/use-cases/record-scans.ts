import type { Tx } from '@chowk/messaging';
import type { NewScan } from '../domain/scan.ts';
import type { ScanRepository } from '../ports.ts';

/** Adds scans and publishes an event of each, in one transaction. What a scanner left is in no event. */
export type RecordScans = (scans: readonly NewScan[], tx: Tx) => Promise<void>;

export const createRecordScans =
  (deps: { scans: ScanRepository }): RecordScans =>
  async (scans, tx) => {
    await deps.scans.insertMany(scans, tx);
    for (const { id, kind, target, ownerUserId, snapshot, reason, at } of scans) {
      tx.emit('scanRecorded', id, {
        scanId: id,
        ownerUserId,
        // The event speaks of a car as long as there is nothing else to scan.
        carId: target.id,
        carModel: snapshot.title,
        maskedNumber: snapshot.maskedNumber ?? '',
        scannedAt: at.toISOString(),
        kind,
        ...(reason && { reason }),
      });
    }
  };
