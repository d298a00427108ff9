import type { Model } from 'mongoose';
import { newestFirst } from '../../store/newest-first.ts';
import type { Car, CarFields } from '../domain/car.ts';
import type { Cars } from '../ports.ts';
import type { CarDocument } from './car.model.ts';

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

export const carRepository = (model: Model<CarDocument>): Cars => ({
  async add({ id, customFields, customMessage, ...car }, tx) {
    const row = {
      ...car,
      _id: id,
      customFields: pairs(customFields),
      ...(customMessage !== undefined && { customMessage }),
    };
    await model.create([row], { session: tx.session });
  },
  async find(id) {
    const row = await model.findById(id).lean();
    return row ? toCar(row) : undefined;
  },
  async findOwned(id, ownerUserId) {
    const row = await model.findOne({ _id: id, ownerUserId }).lean();
    return row ? toCar(row) : undefined;
  },
  async listOwned(ownerUserId, limit, after) {
    const rows = await model
      .find({ ownerUserId, ...newestFirst('createdAt', after) })
      .sort({ createdAt: -1, _id: -1 })
      .limit(limit)
      .lean();
    return rows.map(toCar);
  },
  async replace(id, ownerUserId, fields, now, versions) {
    const row = await model
      .findOneAndUpdate(
        { _id: id, ownerUserId, ...(versions && { version: { $in: [...versions] } }) },
        changeTo(fields, now),
        { returnDocument: 'after' },
      )
      .lean();
    return row ? toCar(row) : undefined;
  },
  async remove(id, ownerUserId, tx) {
    const { deletedCount } = await model.deleteOne({ _id: id, ownerUserId }, { session: tx.session });
    return deletedCount === 1;
  },
});
