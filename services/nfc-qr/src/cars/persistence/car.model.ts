import { defineModel, documentSchema, instant, text } from '@chowk/runtime/mongo';

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

const carSchema = documentSchema<CarDocument>('cars', {
  _id: text,
  ownerUserId: text,
  carNumber: text,
  carModel: text,
  customMessage: String,
  customFields: [{ _id: false, label: String, value: String }],
  selectedTemplate: text,
  code: text,
  version: { type: Number, required: true },
  createdAt: instant,
  updatedAt: instant,
});
carSchema.index({ ownerUserId: 1, createdAt: -1, _id: -1 });

export const carModel = defineModel('Car', carSchema);
