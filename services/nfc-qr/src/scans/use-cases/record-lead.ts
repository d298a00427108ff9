import type { Tx } from '@chowk/messaging';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Car } from '../../cars/domain/car.ts';
import { scannedCarFacts, type Lead, type NewScan } from '../domain/scan.ts';
import type { Visit } from '../domain/visit.ts';
import type { RecordScans } from './record-scans.ts';

/** Keeps what a scanner left, for the owner, and tells the owner that somebody did. */
export type RecordLead = (
  left: { car: Car; lead: Lead; visit: Visit },
  context: { tx: Tx; id: string },
) => Promise<NewScan & { lead: Lead }>;

export function createRecordLead(deps: { recordScans: RecordScans; clock: Clock }): RecordLead {
  const { recordScans, clock } = deps;
  return async ({ car, lead, visit }, { tx, id }) => {
    const scan = { ...scannedCarFacts(car), id, kind: 'lead' as const, lead, visit, at: clock() };
    await recordScans([scan], tx);
    return scan;
  };
}
