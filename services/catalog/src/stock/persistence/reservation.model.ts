import { Schema, type Connection } from 'mongoose';
import type { Reservation } from '../domain/reservation.ts';

export interface ReservationDocument extends Omit<Reservation, 'orderId'> {
  /** The order's id. */
  _id: string;
  updatedAt: Date;
  /** Set once nothing was sold and nothing is held. */
  forgetAt?: Date;
}

const schema = new Schema<ReservationDocument>(
  {
    _id: { type: String, required: true },
    status: { type: String, required: true },
    attempt: { type: Number, required: true },
    lines: [{ _id: false, sku: String, quantity: Number }],
    expiresAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    forgetAt: Date,
  },
  { versionKey: false },
);
schema.index({ status: 1, expiresAt: 1 });
schema.index({ forgetAt: 1 }, { expireAfterSeconds: 0 });

export const reservationModel = (connection: Connection) =>
  connection.model<ReservationDocument>('Reservation', schema, 'reservations');
