import type { Connection, QueryFilter } from 'mongoose';
import { lowestPrice, searchWords } from '../domain/product.ts';
import type {
  Product,
  ProductFields,
  ProductFilter,
  ProductPosition,
  Products,
  ProductSort,
} from '../ports.ts';
import { productModel, type ProductDocument } from './product.model.ts';

const ORDER: Record<ProductSort, { field: string; direction: 1 | -1 }> = {
  newest: { field: 'createdAt', direction: -1 },
  name: { field: 'name', direction: 1 },
  price_asc: { field: 'priceFrom.amount', direction: 1 },
  price_desc: { field: 'priceFrom.amount', direction: -1 },
};

const fromDocument = ({
  _id,
  words: _words,
  deletedAt: _deletedAt,
  ...fields
}: ProductDocument): Product => ({
  id: _id,
  ...fields,
});

const derived = (fields: ProductFields) => ({
  priceFrom: lowestPrice(fields.variants),
  words: searchWords(fields.name, fields.brand ?? '', ...fields.tags),
});

/** Rows strictly after a position in an order. */
function beyond(sort: ProductSort, [key, id]: ProductPosition): QueryFilter<ProductDocument> {
  const { field, direction } = ORDER[sort];
  const value = sort === 'newest' ? new Date(key) : key;
  const further = direction === 1 ? '$gt' : '$lt';
  return { $or: [{ [field]: { [further]: value } }, { [field]: value, _id: { [further]: id } }] };
}

function matching(filter: ProductFilter): QueryFilter<ProductDocument> {
  const { words, categoryIds, storeId, minPrice, maxPrice, featured } = filter;
  return {
    deletedAt: null,
    ...(categoryIds && { categoryId: { $in: [...categoryIds] } }),
    ...(storeId !== undefined && { storeId }),
    ...(featured !== undefined && { featured }),
    ...((minPrice !== undefined || maxPrice !== undefined) && {
      'priceFrom.amount': {
        ...(minPrice !== undefined && { $gte: minPrice }),
        ...(maxPrice !== undefined && { $lte: maxPrice }),
      },
    }),
    // searchWords lets letters, marks and digits through only: there is nothing to escape.
    ...(words.length > 0 && { $and: words.map((word) => ({ words: { $regex: `^${word}` } })) }),
  };
}

export function createProducts(connection: Connection): Products {
  const products = productModel(connection);
  const existing = (id: string, expected?: number) => ({
    _id: id,
    deletedAt: null,
    ...(expected !== undefined && { version: expected }),
  });
  return {
    async list(filter, sort, limit, after) {
      const { field, direction } = ORDER[sort];
      const found = await products
        .find(after ? { $and: [matching(filter), beyond(sort, after)] } : matching(filter))
        .sort({ [field]: direction, _id: direction })
        .limit(limit)
        .lean();
      return found.map(fromDocument);
    },
    async find(id) {
      const found = await products.findOne(existing(id)).lean();
      return found ? fromDocument(found) : undefined;
    },
    async findMany(ids) {
      const found = await products.find({ _id: { $in: [...ids] }, deletedAt: null }).lean();
      return found.map(fromDocument);
    },
    async insert({ id, ...product }, tx) {
      await products.create([{ ...product, ...derived(product), _id: id, deletedAt: null }], {
        session: tx.session,
      });
    },
    async update(id, fields, expectedVersion, tx) {
      const found = await products
        .findOneAndUpdate(
          existing(id, expectedVersion),
          { $set: { ...fields, ...derived(fields) }, $inc: { version: 1 } },
          { returnDocument: 'after', session: tx.session },
        )
        .lean();
      return found ? fromDocument(found) : undefined;
    },
    async remove(id, expectedVersion, at) {
      const result = await products.updateOne(existing(id, expectedVersion), {
        $set: { deletedAt: at },
        $inc: { version: 1 },
      });
      return result.modifiedCount === 1;
    },
    async removeOfStore(storeId, at) {
      await products.updateMany(
        { storeId, deletedAt: null },
        { $set: { deletedAt: at }, $inc: { version: 1 } },
      );
    },
  };
}
