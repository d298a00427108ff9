import { Schema, type Connection, type Model } from 'mongoose';

export interface CarDocument {
  _id: string;
  ownerUserId: string;
  carNumber: string;
  carModel: string;
  customMessage?: string | null;
  /** Pairs, not an object: labels are people's words and no field names. */
  customFields: Array<{ label: string; value: string }>;
  selectedTemplate: string;
  code: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

const carSchema = new Schema<CarDocument>(
  {
    _id: { type: String, required: true },
    ownerUserId: { type: String, required: true },
    carNumber: { type: String, required: true },
    carModel: { type: String, required: true },
    customMessage: String,
    customFields: [{ _id: false, label: String, value: String }],
    selectedTemplate: { type: String, required: true },
    code: { type: String, required: true },
    version: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'cars', versionKey: false, strict: 'throw' },
);
carSchema.index({ ownerUserId: 1, createdAt: -1, _id: -1 });

export const carModel = (connection: Connection): Model<CarDocument> =>
  connection.model<CarDocument>('Car', carSchema);
