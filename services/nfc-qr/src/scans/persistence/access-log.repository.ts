import { newId } from '@chowk/runtime/ids';
import { Schema, type Connection, type Model } from 'mongoose';
import type { AccessLog, OwnerAccess } from '../ports.ts';

type AccessDocument = OwnerAccess & { _id: string };

const accessSchema = new Schema<AccessDocument>(
  {
    _id: { type: String, required: true },
    carId: { type: String, required: true },
    ownerUserId: { type: String, required: true },
    caller: { type: String, required: true },
    basis: { type: String, required: true },
    scanId: String,
    at: { type: Date, required: true },
  },
  { collection: 'owner_accesses', versionKey: false, strict: 'throw' },
);
accessSchema.index({ ownerUserId: 1, at: -1 });

export const accessModel = (connection: Connection): Model<AccessDocument> =>
  connection.model<AccessDocument>('OwnerAccess', accessSchema);

export const accessLogRepository = (model: Model<AccessDocument>): AccessLog => ({
  async record(access) {
    await model.create({ ...access, _id: newId('acc') });
  },
});
