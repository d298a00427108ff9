import { defineModel, documentSchema, instant, moneyFields, text } from '@chowk/runtime/mongo';
import type { Store } from '../domain/store.ts';

export interface StoreDocument extends Omit<Store, 'id' | 'location'> {
  _id: string;
  /** GeoJSON: longitude first. */
  location: { type: 'Point'; coordinates: [lng: number, lat: number] };
  deletedAt: Date | null;
  /** How often something was put into it: what such a transaction writes, to conflict with its closing. */
  uses?: number;
}

const schema = documentSchema<StoreDocument>('stores', {
  _id: text,
  name: text,
  description: { type: String, default: '' },
  categoryIds: { type: [String], required: true },
  ownerUserId: text,
  address: { line1: String, area: String, city: String, state: String, pincode: String },
  location: {
    type: { ...text, enum: ['Point'] },
    coordinates: { type: [Number], required: true },
  },
  hours: {
    zone: text,
    weekly: [{ _id: false, day: String, opens: String, closes: String }],
  },
  minimumOrder: moneyFields,
  deliveryFee: moneyFields,
  deliveryRadiusMetres: { type: Number, required: true },
  gstin: { type: String, default: null },
  image: { type: String, default: null },
  active: { type: Boolean, required: true },
  partner: { type: Boolean, required: true },
  cashbackBps: { type: Number, required: true },
  version: { type: Number, required: true },
  createdAt: instant,
  deletedAt: { type: Date, default: null },
  uses: Number,
});
schema.index({ location: '2dsphere' });
schema.index({ name: 1, _id: 1 });
schema.index({ 'address.city': 1, name: 1, _id: 1 });
schema.index({ categoryIds: 1, name: 1, _id: 1 });

export const storeModel = defineModel('Store', schema);
