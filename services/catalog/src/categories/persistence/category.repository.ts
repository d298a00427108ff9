import { AppError } from '@chowk/contracts/errors';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import { productModel } from '../../products/store/product.model.ts';
import { storeModel } from '../../stores/store/store.model.ts';
import type { Categories, Category } from '../ports.ts';
import { categoryModel, categoryTreeModel, type CategoryDocument } from './category.model.ts';

const fromDocument = ({ _id, ...fields }: CategoryDocument): Category => ({ id: _id, ...fields });

const slugTaken = (error: unknown): never => {
  throw isDuplicateKey(error) ? new AppError('SLUG_TAKEN', { details: [{ path: 'slug' }] }) : error;
};

export function createCategories(connection: Connection): Categories {
  const categories = categoryModel(connection);
  const trees = categoryTreeModel(connection);
  const versioned = (id: string, expected: number | undefined) => ({
    _id: id,
    ...(expected !== undefined && { version: expected }),
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
    async insert({ id, ...fields }, tx) {
      await categories.create([{ _id: id, ...fields }], { session: tx.session }).catch(slugTaken);
    },
    async update(id, fields, expectedVersion, tx) {
      const found = await categories
        .findOneAndUpdate(
          versioned(id, expectedVersion),
          { $set: fields, $inc: { version: 1 } },
          { returnDocument: 'after', session: tx.session },
        )
        .lean()
        .catch(slugTaken);
      return found ? fromDocument(found) : undefined;
    },
    async remove(id, expectedVersion, tx) {
      const result = await categories.deleteOne(versioned(id, expectedVersion), { session: tx.session });
      return result.deletedCount === 1;
    },
    async isUsed(id, tx) {
      const { session } = tx;
      const child = await categories.exists({ parentId: id }).session(session);
      const store = await storeModel(connection)
        .exists({ categoryIds: id, deletedAt: null })
        .session(session);
      const product = await productModel(connection)
        .exists({ categoryId: id, deletedAt: null })
        .session(session);
      return child !== null || store !== null || product !== null;
    },
  };
}
