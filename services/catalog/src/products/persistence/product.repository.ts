import { findSorted } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import type { Join } from '../../join.ts';
import type { Stock } from '../../stock/domain/stock.ts';
import type { Store } from '../../stores/domain/store.ts';
import { PRODUCT_ORDERS } from '../domain/product-list.ts';
import { lowestPrice, searchWords, type Product, type ProductFields } from '../domain/product.ts';
import { isUnsold, type StockedProduct } from '../domain/stocked-product.ts';
import type { ProductRepository } from '../ports.ts';
import { listFilters } from './product-list-filters.ts';
import { productModel, type ProductDocument } from './product.model.ts';

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
      const filters = listFilters(filter, sort, position);
      return (await findSorted(rows, filters, PRODUCT_ORDERS[sort], limit)).map(fromDocument);
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
    async listWithoutInStock(limit) {
      const found = await rows
        .find({ inStock: { $exists: false } }, { projection: { _id: 1 } })
        .limit(limit)
        .toArray();
      return found.map(({ _id }) => _id);
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
