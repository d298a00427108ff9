import { after, findSorted } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import { BY_NAME, nearestAfter } from '../domain/store-list.ts';
import type { Store, StoreFields, StoreTerms } from '../domain/store.ts';
import type { StoreRepository } from '../ports.ts';
import { storeModel, type StoreDocument } from './store.model.ts';

/** How many more than a page are read of the nearest stores: some that an earlier page had, or that share a meter. */
const SPARE = 10;

const toPoint = ({ lat, lng }: StoreFields['location']): StoreDocument['location'] => ({
  type: 'Point',
  coordinates: [lng, lat],
});

const toDocument = ({ id, location, ...fields }: Store): StoreDocument => ({
  _id: id,
  ...fields,
  location: toPoint(location),
  deletedAt: null,
});

const fromDocument = ({
  _id,
  location,
  deletedAt: _deletedAt,
  uses: _uses,
  ...fields
}: StoreDocument): Store => ({
  id: _id,
  ...fields,
  location: { lat: location.coordinates[1], lng: location.coordinates[0] },
});

export function createStoreRepository(connection: Connection): StoreRepository {
  const stores = storeModel(connection);
  const rows = connection.collection<StoreDocument>(stores.collection.collectionName);
  const existing = (id: string, versions?: readonly number[]) => ({
    _id: id,
    deletedAt: null,
    ...(versions && { version: { $in: [...versions] } }),
  });
  return {
    async list({ city, categoryIds }, position, limit) {
      const filter = {
        deletedAt: null,
        active: true,
        ...(city !== undefined && { 'address.city': city }),
      };
      const page = after(BY_NAME, position);
      const inCategories = categoryIds?.map((id) => ({ categoryIds: id })) ?? [{}];
      const filters = inCategories.map((inCategory) => ({ ...filter, ...inCategory, ...page }));
      return (await findSorted(rows, filters, BY_NAME, limit)).map(fromDocument);
    },
    async listNearby({ lat, lng, radiusMeters }, position, limit) {
      const around = {
        near: { type: 'Point', coordinates: [lng, lat] },
        key: 'location',
        distanceField: 'meters',
        // A cursor knows whole meters, and distances are fractions.
        ...(position && { minDistance: Math.max(0, position[0] - 1) }),
        maxDistance: radiusMeters,
        spherical: true,
      };
      // The index gives them nearest first: reading no more than needed grows the radius until a page is full. What
      // is not active is left out after reading: a filter has DocumentDB sort all within the radius.
      for (let count = limit + SPARE; ; count *= 4) {
        const found = await rows
          .aggregate<StoreDocument & { meters: number }>([{ $geoNear: around }, { $limit: count }])
          .toArray();
        const nearest = found.map(({ meters, ...document }) => ({
          ...fromDocument(document),
          distanceMetres: Math.round(meters),
        }));
        const stores = nearestAfter(nearest, { isAll: found.length < count, position, limit });
        if (stores) return stores;
      }
    },
    async find(id) {
      const found = await stores.findOne(existing(id)).lean();
      return found ? fromDocument(found) : undefined;
    },
    async findMany(ids) {
      const found = await stores.find({ _id: { $in: [...ids] }, deletedAt: null }).lean();
      return found.map(fromDocument);
    },
    ofId: {
      from: stores.collection.collectionName,
      foreignField: '_id',
      read(document) {
        const store = document as StoreDocument;
        return store.deletedAt === null ? fromDocument(store) : undefined;
      },
    },
    async insert(store, tx) {
      await stores.create([toDocument(store)], { session: tx.session });
    },
    async insertMissing(items) {
      const result = await stores.bulkWrite(
        items.map(toDocument).map(({ _id, ...fields }) => ({
          updateOne: { filter: { _id }, update: { $setOnInsert: fields }, upsert: true },
        })),
      );
      return result.upsertedCount;
    },
    async update(id, { location, ...fields }: StoreFields & Partial<StoreTerms>, versions, tx) {
      const found = await stores
        .findOneAndUpdate(
          existing(id, versions),
          { $set: { ...fields, location: toPoint(location) }, $inc: { version: 1 } },
          { returnDocument: 'after', session: tx.session },
        )
        .lean();
      return found ? fromDocument(found) : undefined;
    },
    async delete(id, versions, at, tx) {
      const result = await stores.updateOne(
        existing(id, versions),
        { $set: { deletedAt: at, active: false }, $inc: { version: 1 } },
        { session: tx.session },
      );
      return result.modifiedCount === 1;
    },
    async touch(id, tx) {
      const touched = await stores.updateOne(existing(id), { $inc: { uses: 1 } }, { session: tx.session });
      return touched.matchedCount === 1;
    },
    hasAnyInCategory: async (categoryId, tx) =>
      (await stores.exists({ categoryIds: categoryId, deletedAt: null }).session(tx.session)) !== null,
  };
}
