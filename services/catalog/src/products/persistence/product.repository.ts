import { after } from '@chowk/runtime/mongo';
import type { Connection, QueryFilter } from 'mongoose';
import type { Join } from '../../join.ts';
import type { Stock } from '../../stock/domain/stock.ts';
import type { Store } from '../../stores/domain/store.ts';
import type { ProductFilter, ProductPosition, ProductSort } from '../domain/product-list.ts';
import { lowestPrice, searchWords, type Product, type ProductFields } from '../domain/product.ts';
import { isUnsold, type StockedProduct } from '../domain/stocked-product.ts';
import type { ProductRepository } from '../ports.ts';
import { productModel, type ProductDocument } from './product.model.ts';

const ORDER = {
  newest: { createdAt: -1, _id: -1 },
  name: { name: 1, _id: 1 },
  price_asc: { 'priceFrom.amount': 1, _id: 1 },
  price_desc: { 'priceFrom.amount': -1, _id: -1 },
} as const satisfies Record<ProductSort, object>;

const fromDocument = ({
  _id,
  words: _words,
  inStock: _inStock,
  stockLooks: _stockLooks,
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

const toDocument = ({ product: { id, ...product }, stock }: StockedProduct): ProductDocument => ({
  ...product,
  ...derived(product),
  _id: id,
  inStock: isUnsold({ stock }),
  deletedAt: null,
});

/** Rows strictly after a position in an order; the sort value of dates crosses cursors in ms. */
const beyond = (sort: ProductSort, [key, id]: ProductPosition): QueryFilter<ProductDocument> =>
  after(ORDER[sort], [sort === 'newest' ? new Date(key) : key, id]);

function matching(filter: ProductFilter): QueryFilter<ProductDocument> {
  const { words, categoryIds, storeId, minPrice, maxPrice, featured, inStock } = filter;
  return {
    deletedAt: null,
    ...(categoryIds && { categoryId: { $in: [...categoryIds] } }),
    ...(storeId !== undefined && { storeId }),
    ...(featured !== undefined && { featured }),
    ...(inStock !== undefined && { inStock }),
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

export function createProductRepository(
  connection: Connection,
  joins: { stockOfProduct: Join<Stock>; storeOfId: Join<Store | undefined> },
): ProductRepository {
  const { stockOfProduct, storeOfId } = joins;
  const products = productModel(connection);
  // The driver's collection where carts and checkouts ask: mongoose would cost as much again, and gives nothing.
  const rows = connection.collection<ProductDocument>(products.collection.collectionName);
  const existing = (id: string, versions?: readonly number[]) => ({
    _id: id,
    deletedAt: null,
    ...(versions && { version: { $in: [...versions] } }),
  });
  return {
    async list(filter, sort, position, limit) {
      const found = await products
        .find(position ? { $and: [matching(filter), beyond(sort, position)] } : matching(filter))
        .sort(ORDER[sort])
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
    async findOffers(ids) {
      const found = await rows
        .aggregate<ProductDocument & { stock: unknown[]; stores: unknown[] }>([
          { $match: { _id: { $in: [...ids] }, deletedAt: null } },
          {
            $lookup: {
              from: stockOfProduct.from,
              localField: '_id',
              foreignField: stockOfProduct.foreignField,
              as: 'stock',
            },
          },
          {
            $lookup: {
              from: storeOfId.from,
              localField: 'storeId',
              foreignField: storeOfId.foreignField,
              as: 'stores',
            },
          },
        ])
        .toArray();
      return found.map(({ stock, stores, ...document }) => ({
        product: fromDocument(document),
        stock: stock.map(stockOfProduct.read),
        store: stores.map(storeOfId.read)[0],
      }));
    },
    async insert(stocked, tx) {
      await products.create([toDocument(stocked)], { session: tx.session });
    },
    async insertMissing(items) {
      const result = await products.bulkWrite(
        items.map(toDocument).map(({ _id, ...fields }) => ({
          updateOne: { filter: { _id }, update: { $setOnInsert: fields }, upsert: true },
        })),
      );
      return result.upsertedCount;
    },
    async update(id, fields, versions, tx) {
      const found = await products
        .findOneAndUpdate(
          existing(id, versions),
          { $set: { ...fields, ...derived(fields) }, $inc: { version: 1 } },
          { returnDocument: 'after', session: tx.session },
        )
        .lean();
      return found ? fromDocument(found) : undefined;
    },
    async findOnSale(id) {
      const found = await products.findById(id, { version: 1, deletedAt: 1, 'variants.sku': 1 }).lean();
      if (!found) return undefined;
      const { version, deletedAt, variants } = found;
      return { version, skus: deletedAt === null ? variants.map(({ sku }) => sku) : [] };
    },
    async delete(id, versions, at, tx) {
      const result = await products.updateOne(
        existing(id, versions),
        { $set: { deletedAt: at }, $inc: { version: 1 } },
        { session: tx.session },
      );
      return result.modifiedCount === 1;
    },
    async deleteOfStore(storeId, at) {
      await products.updateMany(
        { storeId, deletedAt: null },
        { $set: { deletedAt: at }, $inc: { version: 1 } },
      );
    },
    async beginStockLook(id) {
      const found = await products
        .findOneAndUpdate(
          { _id: id },
          { $inc: { stockLooks: 1 } },
          { returnDocument: 'after', projection: { stockLooks: 1 } },
        )
        .lean();
      return found?.stockLooks;
    },
    async setInStock(id, look, inStock) {
      await products.updateOne(
        { _id: id, stockLooks: look, inStock: { $ne: inStock } },
        { $set: { inStock } },
      );
    },
    hasAnyInCategory: async (categoryId, tx) =>
      (await products.exists({ categoryId, deletedAt: null }).session(tx.session)) !== null,
  };
}
