import { after } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import type { Car, CarFields } from '../domain/car.ts';
import type { CarRepository } from '../ports.ts';
import { carModel, type CarDocument } from './car.model.ts';

const NEWEST = { createdAt: -1, _id: -1 } as const;

const toCar = ({ _id, customMessage, customFields, ...rest }: CarDocument): Car => ({
  ...rest,
  id: _id,
  customMessage: customMessage ?? undefined,
  customFields: Object.fromEntries(customFields.map(({ label, value }) => [label, value])),
});

const pairs = (fields: Record<string, string>) =>
  Object.entries(fields).map(([label, value]) => ({ label, value }));

function changeTo({ customMessage, customFields, ...fields }: CarFields, now: Date) {
  return {
    $set: {
      ...fields,
      customFields: pairs(customFields),
      updatedAt: now,
      ...(customMessage !== undefined && { customMessage }),
    },
    ...(customMessage === undefined && { $unset: { customMessage: 1 as const } }),
    $inc: { version: 1 },
  };
}

export function createCarRepository(connection: Connection): CarRepository {
  const cars = carModel(connection);
  return {
    async insert({ id, customFields, customMessage, ...car }, tx) {
      const document = {
        ...car,
        _id: id,
        customFields: pairs(customFields),
        ...(customMessage !== undefined && { customMessage }),
      };
      await cars.create([document], { session: tx.session });
    },
    async find(id) {
      const found = await cars.findById(id).lean();
      return found ? toCar(found) : undefined;
    },
    async findOwned(id, ownerUserId) {
      const found = await cars.findOne({ _id: id, ownerUserId }).lean();
      return found ? toCar(found) : undefined;
    },
    async list(ownerUserId, position, limit) {
      const found = await cars
        .find({ $and: [{ ownerUserId }, after(NEWEST, position)] })
        .sort(NEWEST)
        .limit(limit)
        .lean();
      return found.map(toCar);
    },
    async update(id, ownerUserId, fields, versions, at) {
      const found = await cars
        .findOneAndUpdate(
          { _id: id, ownerUserId, ...(versions && { version: { $in: [...versions] } }) },
          changeTo(fields, at),
          { returnDocument: 'after' },
        )
        .lean();
      return found ? toCar(found) : undefined;
    },
    async delete(id, ownerUserId, tx) {
      const { deletedCount } = await cars.deleteOne({ _id: id, ownerUserId }, { session: tx.session });
      return deletedCount === 1;
    },
  };
}
