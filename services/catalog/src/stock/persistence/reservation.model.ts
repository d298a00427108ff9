import { defineModel, documentSchema, instant, text } from '@chowk/runtime/mongo';
import type { Reservation, ReservationStatus } from '../domain/reservation.ts';

/**
 * As stored, an expired reservation is `lapsed`, its first name: replicas of two releases work on one
 * database while one takes the other's place, and a status that one of them does not know stops it.
 */
export type StoredStatus = Exclude<ReservationStatus, 'expired'> | 'lapsed';

export interface ReservationDocument extends Omit<Reservation, 'orderId' | 'status'> {
  /** The order's id. */
  _id: string;
  status: StoredStatus;
  updatedAt: Date;
  /** Set once nothing was sold and nothing is held. */
  forgetAt?: Date;
}

const schema = documentSchema<ReservationDocument>('reservations', {
  _id: text,
  status: text,
  attempt: { type: Number, required: true },
  lines: [{ _id: false, sku: String, quantity: Number }],
  expiresAt: instant,
  updatedAt: instant,
  forgetAt: Date,
});
schema.index({ status: 1, expiresAt: 1 });
schema.index({ forgetAt: 1 }, { expireAfterSeconds: 0 });

export const reservationModel = defineModel('Reservation', schema);
