import type { Connection } from 'mongoose';
import type { Store, StoreFields, Stores, StoreTerms } from '../ports.ts';
import { storeModel, type StoreDocument } from './store.model.ts';

const toPoint = ({ lat, lng }: StoreFields['location']): StoreDocument['location'] => ({
  type: 'Point',
  coordinates: [lng, lat],
});

const fromDocument = ({ _id, location, deletedAt: _deletedAt, ...fields }: StoreDocument): Store => ({
  id: _id,
  ...fields,
  location: { lat: location.coordinates[1], lng: location.coordinates[0] },
});

export function createStores(connection: Connection): Stores {
  const stores = storeModel(connection);
  const existing = (id: string, expected?: number) => ({
    _id: id,
    deletedAt: null,
    ...(expected !== undefined && { version: expected }),
  });
  return {
    async list(filter, limit, after) {
      const found = await stores
        .find({
          deletedAt: null,
          active: true,
          ...(filter.city !== undefined && { 'address.city': filter.city }),
          ...(filter.categoryIds && { categoryIds: { $in: [...filter.categoryIds] } }),
          ...(after && { $or: [{ name: { $gt: after[0] } }, { name: after[0], _id: { $gt: after[1] } }] }),
        })
        .sort({ name: 1, _id: 1 })
        .limit(limit)
        .lean();
      return found.map(fromDocument);
    },
    async near({ lat, lng }, radiusMetres, limit, after) {
      const found = await stores.aggregate<StoreDocument & { distanceMetres: number }>([
        {
          $geoNear: {
            near: { type: 'Point', coordinates: [lng, lat] },
            key: 'location',
            distanceField: 'distanceMetres',
            maxDistance: radiusMetres,
            spherical: true,
            query: { deletedAt: null, active: true },
          },
        },
        // Whole metres: they order the pages, and a float may not come back from a cursor as it went in.
        { $set: { distanceMetres: { $toInt: { $round: ['$distanceMetres', 0] } } } },
        ...(after
          ? [
              {
                $match: {
                  $or: [
                    { distanceMetres: { $gt: after[0] } },
                    { distanceMetres: after[0], _id: { $gt: after[1] } },
                  ],
                },
              },
            ]
          : []),
        { $sort: { distanceMetres: 1, _id: 1 } },
        { $limit: limit },
      ]);
      return found.map(({ distanceMetres, ...document }) => ({
        ...fromDocument(document),
        distanceMetres,
      }));
    },
    async find(id) {
      const found = await stores.findOne(existing(id)).lean();
      return found ? fromDocument(found) : undefined;
    },
    async findMany(ids) {
      const found = await stores.find({ _id: { $in: [...ids] }, deletedAt: null }).lean();
      return found.map(fromDocument);
    },
    async insert({ id, location, ...fields }, tx) {
      await stores.create([{ _id: id, ...fields, location: toPoint(location), deletedAt: null }], {
        session: tx.session,
      });
    },
    async update(id, { location, ...fields }: StoreFields & Partial<StoreTerms>, expectedVersion) {
      const found = await stores
        .findOneAndUpdate(
          existing(id, expectedVersion),
          { $set: { ...fields, location: toPoint(location) }, $inc: { version: 1 } },
          { returnDocument: 'after' },
        )
        .lean();
      return found ? fromDocument(found) : undefined;
    },
    async remove(id, expectedVersion, at) {
      const result = await stores.updateOne(existing(id, expectedVersion), {
        $set: { deletedAt: at, active: false },
        $inc: { version: 1 },
      });
      return result.modifiedCount === 1;
    },
  };
}
