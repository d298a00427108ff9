import { AppError } from '@chowk/contracts/errors';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import type { Category } from '../domain/category.ts';
import type { CategoryRepository } from '../ports.ts';
import { categoryModel, categoryTreeModel, type CategoryDocument } from './category.model.ts';

const fromDocument = ({ _id, uses: _uses, ...fields }: CategoryDocument): Category => ({
  id: _id,
  ...fields,
});

const slugTaken = (error: unknown): never => {
  throw isDuplicateKey(error) ? new AppError('SLUG_TAKEN', { details: [{ path: 'slug' }] }) : error;
};

export function createCategoryRepository(connection: Connection): CategoryRepository {
  const categories = categoryModel(connection);
  const trees = categoryTreeModel(connection);
  const ofVersions = (id: string, versions: readonly number[] | undefined) => ({
    _id: id,
    ...(versions && { version: { $in: [...versions] } }),
  });
  return {
    async list(type) {
      const found = await categories
        .find(type === undefined ? {} : { type })
        .sort({ sortOrder: 1, name: 1, _id: 1 })
        .lean();
      return found.map(fromDocument);
    },
    async find(idOrSlug) {
      const found = await categories.findOne({ $or: [{ _id: idOrSlug }, { slug: idOrSlug }] }).lean();
      return found ? fromDocument(found) : undefined;
    },
    async tree(tx) {
      const found = await categories
        .find({}, { parentId: 1 })
        .session(tx?.session ?? null)
        .lean();
      return found.map(({ _id, parentId }) => ({ id: _id, parentId }));
    },
    async lockTree(tx) {
      await trees.updateOne({ _id: 'tree' }, { $inc: { changes: 1 } }, { upsert: true, session: tx.session });
    },
    async touch(ids, tx) {
      const touched = await categories.updateMany(
        { _id: { $in: [...ids] } },
        { $inc: { uses: 1 } },
        { session: tx.session },
      );
      return touched.matchedCount;
    },
    async insert({ id, ...fields }, tx) {
      await categories.create([{ _id: id, ...fields }], { session: tx.session }).catch(slugTaken);
    },
    async update(id, fields, versions, tx) {
      const found = await categories
        .findOneAndUpdate(
          ofVersions(id, versions),
          { $set: fields, $inc: { version: 1 } },
          { returnDocument: 'after', session: tx.session },
        )
        .lean()
        .catch(slugTaken);
      return found ? fromDocument(found) : undefined;
    },
    async delete(id, versions, tx) {
      const result = await categories.deleteOne(ofVersions(id, versions), { session: tx.session });
      return result.deletedCount === 1;
    },
    async insertMissing(items) {
      const result = await categories.bulkWrite(
        items.map(({ id, ...fields }) => ({
          updateOne: { filter: { _id: id }, update: { $setOnInsert: fields }, upsert: true },
        })),
      );
      return result.upsertedCount;
    },
    hasChildren: async (id, tx) => (await categories.exists({ parentId: id }).session(tx.session)) !== null,
  };
}
