import { Schema, type Connection, type Model } from 'mongoose';
import type { NotedView, Scan } from '../ports.ts';

export interface ScanDocument extends Omit<Scan, 'id' | 'lead' | 'reason'> {
  _id: string;
  lead?: { phone: string; email: string; notes?: string | null } | null;
  reason?: NonNullable<Scan['reason']> | null;
}

const scanSchema = new Schema<ScanDocument>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    carId: { type: String, required: true },
    ownerUserId: { type: String, required: true },
    at: { type: Date, required: true },
    lead: {
      type: new Schema({ phone: String, email: String, notes: String }, { _id: false }),
      required: false,
    },
    reason: String,
  },
  { collection: 'scans', versionKey: false, strict: 'throw' },
);
scanSchema.index({ ownerUserId: 1, at: -1, _id: -1 });
scanSchema.index({ ownerUserId: 1, carId: 1, at: -1, _id: -1 });

export const scanModel = (connection: Connection): Model<ScanDocument> =>
  connection.model<ScanDocument>('Scan', scanSchema);

export type NotedViewDocument = Omit<NotedView, 'id'> & { _id: string };

const notedViewSchema = new Schema<NotedViewDocument>(
  {
    _id: { type: String, required: true },
    carId: { type: String, required: true },
    ownerUserId: { type: String, required: true },
    carModel: { type: String, required: true },
    maskedNumber: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'noted_views', versionKey: false, strict: 'throw' },
);
notedViewSchema.index({ at: 1 });

export const notedViewModel = (connection: Connection): Model<NotedViewDocument> =>
  connection.model<NotedViewDocument>('NotedView', notedViewSchema);
