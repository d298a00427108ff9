import type { Tx } from '@chowk/messaging';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Car } from '../../cars/domain/car.ts';
import { scannedCarFacts, type ContactReason, type NewScan } from '../domain/scan.ts';
import type { Visit } from '../domain/visit.ts';
import type { RecordScans } from './record-scans.ts';

/** Tells the owner of a car something from a fixed list; no number crosses in either direction. */
export type RecordContact = (
  contact: { car: Car; reason: ContactReason; visit: Visit },
  context: { tx: Tx; id: string },
) => Promise<NewScan & { reason: ContactReason }>;

export function createRecordContact(deps: { recordScans: RecordScans; clock: Clock }): RecordContact {
  const { recordScans, clock } = deps;
  return async ({ car, reason, visit }, { tx, id }) => {
    const scan = { ...scannedCarFacts(car), id, kind: 'contact' as const, reason, visit, at: clock() };
    await recordScans([scan], tx);
    return scan;
  };
}
