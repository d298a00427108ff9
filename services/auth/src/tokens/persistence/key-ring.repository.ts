import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import type { KeyRing } from '../domain/key-ring.ts';
import type { KeyRingRepository } from '../ports.ts';
import { keyRingModel, type KeyRingDocument } from './key-ring.model.ts';

const ID = 'access-tokens';

const toRing = ({ version, keys }: KeyRingDocument): KeyRing => ({
  version,
  keys: keys.map(({ sealedPrivateKey, ...key }) => ({ ...key, encryptedPrivateKey: sealedPrivateKey })),
});
const fromRing = ({ version, keys }: KeyRing): Omit<KeyRingDocument, '_id'> => ({
  version,
  keys: keys.map(({ encryptedPrivateKey, ...key }) => ({ ...key, sealedPrivateKey: encryptedPrivateKey })),
});

/** The whole ring is one document, so that replicas can neither make two nor rotate it halfway. */
export function createKeyRingRepository(connection: Connection): KeyRingRepository {
  const rings = keyRingModel(connection);
  const find = async (): Promise<KeyRing | undefined> => {
    const found = await rings.findOne({ _id: ID }).lean<KeyRingDocument>();
    return found ? toRing(found) : undefined;
  };
  return {
    find,
    async insertOrGet(ring) {
      try {
        await rings.create([{ _id: ID, ...fromRing(ring) }]);
        return ring;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return (await find())!;
      }
    },
    async replace(ring) {
      const result = await rings.updateOne({ _id: ID, version: ring.version - 1 }, { $set: fromRing(ring) });
      return result.modifiedCount === 1;
    },
  };
}
