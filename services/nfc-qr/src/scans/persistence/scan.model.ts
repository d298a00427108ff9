import { defineModel, documentSchema, instant, text } from '@chowk/runtime/mongo';
import { Schema, type SchemaDefinition } from 'mongoose';
import type { Target } from '../../short-codes/domain/code.ts';
import type { Scan, TargetSnapshot } from '../domain/scan.ts';
import type { Visit } from '../domain/visit.ts';

interface VisitDocument {
  device: Visit['device'];
  referrerHost?: string | null | undefined;
}

export const toVisit = (document: VisitDocument | null | undefined): Visit | undefined =>
  document ? { device: document.device, referrerHost: document.referrerHost ?? undefined } : undefined;

export interface ScanDocument {
  _id: string;
  kind: Scan['kind'];
  /** Missing on what a replica of the release before targets wrote; then `carId` has the id. */
  target?: Target;
  /** Where replicas of that release look for the id; goes with the migration after 0002. */
  carId: string;
  ownerUserId: string;
  snapshot?: TargetSnapshot | null;
  visit?: VisitDocument | null | undefined;
  at: Date;
  lead?: { phone: string; email: string; notes?: string | null } | null;
  reason?: NonNullable<Scan['reason']> | null;
}

/** Fields that may be missing as a whole. */
const optional = (fields: SchemaDefinition) => new Schema(fields, { _id: false, strict: 'throw' });

const targetFields = { kind: text, id: text };
const snapshotFields = { title: text, maskedNumber: String };
const visitSchema = optional({ device: text, referrerHost: String });

const scanSchema = documentSchema<ScanDocument>('scans', {
  _id: text,
  kind: text,
  target: targetFields,
  carId: text,
  ownerUserId: text,
  snapshot: optional(snapshotFields),
  visit: visitSchema,
  at: instant,
  lead: optional({ phone: String, email: String, notes: String }),
  reason: String,
});
scanSchema.index({ ownerUserId: 1, at: -1, _id: -1 });
scanSchema.index({ ownerUserId: 1, 'target.id': 1, at: -1, _id: -1 });
scanSchema.index({ at: 1 });

export const scanModel = defineModel('Scan', scanSchema);

export interface PendingScanDocument {
  _id: string;
  target: Target;
  ownerUserId: string;
  snapshot: TargetSnapshot;
  visit?: VisitDocument | null | undefined;
  at: Date;
}

/** A pending view as a replica of the release before targets writes it, beside ours during a deploy. */
export interface PendingCarView {
  _id: string;
  target?: undefined;
  carId: string;
  ownerUserId: string;
  carModel: string;
  maskedNumber: string;
  at: Date;
}

const pendingScanSchema = documentSchema<PendingScanDocument>('noted_views', {
  _id: text,
  target: targetFields,
  ownerUserId: text,
  snapshot: snapshotFields,
  visit: visitSchema,
  at: instant,
});
pendingScanSchema.index({ at: 1 });

export const pendingScanModel = defineModel('PendingScan', pendingScanSchema);
