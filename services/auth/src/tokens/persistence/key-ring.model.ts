import { defineModel, documentSchema } from '@chowk/runtime/mongo';
import { Schema } from 'mongoose';
import type { KeyRing } from '../domain/key-ring.ts';

type KeyDocument = Omit<KeyRing['keys'][number], 'encryptedPrivateKey'> & {
  /** The encrypted private key, under the name of the first release: replicas of two releases share the ring. */
  sealedPrivateKey: string;
};
export interface KeyRingDocument {
  _id: string;
  version: number;
  keys: KeyDocument[];
}

const keyRingSchema = documentSchema<KeyRingDocument>('key_rings', {
  _id: String,
  version: { type: Number, required: true },
  keys: [
    new Schema(
      { kid: String, state: String, since: Date, publicJwk: Schema.Types.Mixed, sealedPrivateKey: String },
      { _id: false },
    ),
  ],
});

export const keyRingModel = defineModel('KeyRing', keyRingSchema);
