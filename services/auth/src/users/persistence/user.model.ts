import { Schema, type Connection } from 'mongoose';
import type { User } from '../domain/user.ts';

export type UserDocument = Omit<User, 'id'> & { _id: string; lastSignInAt?: Date };

const location = new Schema(
  {
    address: String,
    city: String,
    state: String,
    pincode: String,
    // Mongoose's default for arrays is []; no place is not the place [].
    coordinates: { type: [Number], default: undefined },
  },
  { _id: false, versionKey: false },
);

const schema = new Schema<UserDocument>(
  {
    _id: String,
    phone: { type: String, required: true },
    roles: { type: [String], required: true },
    status: { type: String, enum: ['active', 'blocked'], required: true },
    plan: { type: String, enum: ['basic', 'premium'], required: true },
    planExpiresAt: Date,
    profile: {
      type: new Schema(
        {
          firstName: String,
          lastName: String,
          email: String,
          dateOfBirth: String,
          gender: String,
          avatar: String,
          location,
        },
        { _id: false, versionKey: false, minimize: false },
      ),
      required: true,
    },
    sharePhone: { type: Boolean, required: true },
    language: { type: String, required: true },
    createdAt: { type: Date, required: true },
    lastSignInAt: Date,
    version: { type: Number, required: true },
  },
  { versionKey: false, minimize: false },
);
schema.index({ phone: 1 }, { unique: true });

export const userModel = (connection: Connection) => connection.model<UserDocument>('User', schema, 'users');
