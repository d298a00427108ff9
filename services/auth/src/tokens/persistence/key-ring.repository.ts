import { isDuplicateKey } from '@chowk/runtime/mongo';
import { Schema, type Connection } from 'mongoose';
import type { KeyRing } from '../domain/key-ring.ts';
import type { KeyRings } from '../ports.ts';

type RingDocument = KeyRing & { _id: string };

const schema = new Schema<RingDocument>(
  {
    _id: String,
    version: { type: Number, required: true },
    keys: [
      new Schema(
        { kid: String, state: String, since: Date, publicJwk: Schema.Types.Mixed, sealedPrivateKey: String },
        { _id: false },
      ),
    ],
  },
  { versionKey: false },
);

export const keyRingModel = (connection: Connection) =>
  connection.model<RingDocument>('KeyRing', schema, 'key_rings');

const ID = 'access-tokens';

/** The whole ring is one document, so that replicas can neither make two nor rotate it halfway. */
export function createKeyRings(connection: Connection): KeyRings {
  const model = keyRingModel(connection);
  const load = async (): Promise<KeyRing | undefined> => {
    const found = await model.findOne({ _id: ID }).lean();
    return found ? { version: found.version, keys: found.keys } : undefined;
  };
  return {
    load,
    async create(ring) {
      try {
        await model.create([{ _id: ID, ...ring }]);
        return ring;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return (await load())!;
      }
    },
    async replace(ring) {
      const result = await model.updateOne(
        { _id: ID, version: ring.version - 1 },
        { $set: { version: ring.version, keys: ring.keys } },
      );
      return result.modifiedCount === 1;
    },
  };
}
