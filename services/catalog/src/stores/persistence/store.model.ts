import { Schema, type Connection } from 'mongoose';
import type { Store } from '../ports.ts';

export interface StoreDocument extends Omit<Store, 'id' | 'location'> {
  _id: string;
  /** GeoJSON: longitude first. */
  location: { type: 'Point'; coordinates: [lng: number, lat: number] };
  deletedAt: Date | null;
}

const moneyFields = { amount: { type: Number, required: true }, currency: { type: String, required: true } };

const schema = new Schema<StoreDocument>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    description: { type: String, default: '' },
    categoryIds: { type: [String], required: true },
    ownerUserId: { type: String, required: true },
    address: { line1: String, area: String, city: String, state: String, pincode: String },
    location: {
      type: { type: String, enum: ['Point'], required: true },
      coordinates: { type: [Number], required: true },
    },
    hours: {
      zone: { type: String, required: true },
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
    createdAt: { type: Date, required: true },
    deletedAt: { type: Date, default: null },
  },
  { versionKey: false },
);
schema.index({ location: '2dsphere' });
schema.index({ name: 1, _id: 1 });
schema.index({ 'address.city': 1, name: 1, _id: 1 });
schema.index({ categoryIds: 1, name: 1, _id: 1 });

export const storeModel = (connection: Connection) =>
  connection.model<StoreDocument>('Store', schema, 'stores');
