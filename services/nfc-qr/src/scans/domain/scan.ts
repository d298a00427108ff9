import type { CONTACT_REASONS } from '@chowk/contracts/events';
import { maskNumber, type Car } from '../../cars/domain/car.ts';
import type { Target } from '../../short-codes/domain/code.ts';
import type { Visit } from './visit.ts';

export type ContactReason = (typeof CONTACT_REASONS)[number];

/** What a target was called when it was scanned: lists and events say it, though it be renamed or gone since. */
export interface TargetSnapshot {
  title: string;
  /** Of what has a number: masked, for everybody's eyes. */
  maskedNumber?: string | undefined;
}

/** Somebody was at a code and looked; `lead` and `contact` say more. */
interface ScanFacts {
  id: string;
  target: Target;
  ownerUserId: string;
  /** Undefined on scans of the first release whose target was gone before it could be told. */
  snapshot: TargetSnapshot | undefined;
  /** Undefined on scans of the first release. */
  visit: Visit | undefined;
  at: Date;
}

/** What a scanner left, for the owner's eyes only: never in events and logs. */
export interface Lead {
  phone: string;
  email: string;
  notes: string | undefined;
}

export interface Scan extends ScanFacts {
  kind: 'view' | 'lead' | 'contact';
  /** Of a lead. */
  lead?: Lead;
  /** Of a contact. */
  reason?: ContactReason;
}

/** A scan as it happens: what it was of is known. */
export type NewScan = Scan & { snapshot: TargetSnapshot };

/** A view that is stored and yet to become a scan. */
export type PendingScan = ScanFacts & { snapshot: TargetSnapshot };

/** What a scan says of a car. */
export const scannedCarFacts = (car: Car): Pick<NewScan, 'target' | 'ownerUserId' | 'snapshot'> => ({
  target: { kind: 'car', id: car.id },
  ownerUserId: car.ownerUserId,
  snapshot: { title: car.carModel, maskedNumber: maskNumber(car.carNumber) },
});
