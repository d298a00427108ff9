import { defineModel, documentSchema, instant, text } from '@chowk/runtime/mongo';
import { Schema } from 'mongoose';
import { PLANS, USER_STATUSES, type User } from '../domain/user.ts';

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

const profile = new Schema(
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
);

const userSchema = documentSchema<UserDocument>('users', {
  _id: String,
  phone: text,
  roles: { type: [String], required: true },
  status: { type: String, enum: USER_STATUSES, required: true },
  plan: { type: String, enum: PLANS, required: true },
  planExpiresAt: Date,
  profile: { type: profile, required: true },
  sharePhone: { type: Boolean, required: true },
  language: text,
  createdAt: instant,
  lastSignInAt: Date,
  version: { type: Number, required: true },
});
userSchema.index({ phone: 1 }, { unique: true });

export const userModel = defineModel('User', userSchema);
