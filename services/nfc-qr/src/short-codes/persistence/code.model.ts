import { Schema, type Connection, type Model } from 'mongoose';

export interface CodeDocument {
  _id: string;
  target: 'car';
  targetId: string;
  ownerUserId: string;
  disabledAt?: Date | null;
  expiresAt?: Date | null;
  createdAt: Date;
}

const codeSchema = new Schema<CodeDocument>(
  {
    _id: { type: String, required: true },
    target: { type: String, required: true },
    targetId: { type: String, required: true },
    ownerUserId: { type: String, required: true },
    disabledAt: Date,
    expiresAt: Date,
    createdAt: { type: Date, required: true },
  },
  { collection: 'codes', versionKey: false, strict: 'throw' },
);
codeSchema.index({ targetId: 1 });

export const codeModel = (connection: Connection): Model<CodeDocument> =>
  connection.model<CodeDocument>('Code', codeSchema);
