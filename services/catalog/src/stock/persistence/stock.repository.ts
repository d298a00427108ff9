import { AppError } from '@chowk/contracts/errors';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import { newStock, type Stock } from '../domain/stock.ts';
import type { StockRepository } from '../ports.ts';
import {
  adjustUpdate,
  claimUpdate,
  missedTurnsUpdate,
  releaseHoldsUpdate,
  restockUpdate,
  sellUpdate,
} from './stock-pipelines.ts';
import { alertOf, stockModel, TURN_FIELDS, turnOf, type StockDocument } from './stock.model.ts';

/** How many adjustments of a SKU must come in between before a forgotten one could be repeated. */
const REMEMBERED_ADJUSTMENTS = 50;

/** Of what a store sold that closed for good: no edit that comes late puts it on sale again. */
const NO_LATER_VERSION = Number.MAX_SAFE_INTEGER;

const toDocument = ({ sku, ...fields }: Stock): StockDocument => ({
  _id: sku,
  ...fields,
  adjustmentIds: [],
  inStock: fields.onHand > fields.allocated,
});

const fromDocument = ({
  _id,
  adjustmentIds: _ids,
  lowNotice: _notice,
  inStock: _inStock,
  turnedAt: _turnedAt,
  ...fields
}: StockDocument): Stock => ({ sku: _id, ...fields });

export function createStockRepository(connection: Connection): StockRepository {
  // The driver's collection and not the model: mongoose would cast what stands in the pipelines.
  const rows = connection.collection<StockDocument>(stockModel(connection).collection.collectionName);

  const hasAdjusted = async (sku: string, adjustmentId: string): Promise<boolean> =>
    (await rows.countDocuments({ _id: sku, adjustmentIds: adjustmentId }, { limit: 1 })) === 1;

  return {
    async find(sku) {
      const found = await rows.findOne({ _id: sku });
      return found ? fromDocument(found) : undefined;
    },
    async listByProducts(productIds) {
      const found = await rows
        .find({ productId: { $in: [...productIds] } })
        .sort({ _id: 1 })
        .toArray();
      return found.map(fromDocument);
    },
    ofProduct: {
      from: rows.collectionName,
      foreignField: 'productId',
      read: (document) => fromDocument(document as StockDocument),
    },
    async claim(sku, hold, now) {
      const alertId = `${sku} ${hold.orderId} ${hold.attempt}`;
      const { filter, pipeline } = claimUpdate(sku, hold, alertId, now);
      const row = await rows.findOneAndUpdate(filter, pipeline, { returnDocument: 'after' });
      if (!row) return { claimed: false };
      return { claimed: true, low: row.lowNotice?.id === alertId ? alertOf(row) : undefined };
    },
    async sell(sku, orderId, attempt, keepUntil) {
      const { filter, pipeline } = sellUpdate(sku, orderId, attempt, keepUntil);
      const row = await rows.findOneAndUpdate(filter, pipeline, {
        returnDocument: 'after',
        projection: TURN_FIELDS,
      });
      return row ? { sold: true, turn: turnOf(row) } : { sold: false };
    },
    async releaseHolds(skus, orderId, upToAttempt) {
      const { filter, pipeline } = releaseHoldsUpdate(skus, orderId, upToAttempt);
      await rows.updateMany(filter, pipeline);
    },
    async clearSoldMarkers(skus, orderIds) {
      const ofOrders: object = { orderId: { $in: [...orderIds] }, state: 'sold' };
      await rows.updateMany(
        { _id: { $in: [...skus] }, 'holds.orderId': { $in: [...orderIds] } },
        { $pull: { holds: ofOrders } },
      );
    },
    async restock(sku, orderId, quantity, keepUntil) {
      const { filter, pipeline } = restockUpdate(sku, orderId, quantity, keepUntil);
      const row = await rows.findOneAndUpdate(filter, pipeline, {
        returnDocument: 'after',
        projection: TURN_FIELDS,
      });
      return row ? turnOf(row) : undefined;
    },
    async adjust(adjustment) {
      const { id, sku, at } = adjustment;
      const { filter, pipeline } = adjustUpdate(sku, adjustment, REMEMBERED_ADJUSTMENTS, id, at);
      const row = await rows.findOneAndUpdate(filter, pipeline, { returnDocument: 'after' });
      if (row)
        return {
          adjusted: true,
          low: row.lowNotice?.id === id ? alertOf(row) : undefined,
          turn: turnOf(row),
        };
      return { adjusted: await hasAdjusted(sku, id) };
    },
    hasAdjusted,
    async insertMany(items, tx) {
      if (items.length === 0) return;
      try {
        await rows.insertMany(
          items.map((item) => toDocument(newStock(item))),
          { session: tx.session },
        );
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        throw new AppError('SKU_TAKEN', { cause: error });
      }
    },
    async insertMissing(items) {
      const result = await rows.bulkWrite(
        items.map(toDocument).map(({ _id, ...fields }) => ({
          updateOne: { filter: { _id }, update: { $setOnInsert: fields }, upsert: true },
        })),
      );
      return result.upsertedCount;
    },
    async listTurns(before, limit) {
      const found = await rows
        .find({ turnedAt: { $lte: before } }, { projection: TURN_FIELDS })
        .limit(limit)
        .toArray();
      return found.flatMap((row) => turnOf(row) ?? []);
    },
    async noteMissedTurns() {
      const { filter, pipeline } = missedTurnsUpdate();
      return (await rows.updateMany(filter, pipeline)).modifiedCount;
    },
    async clearTurns(turns) {
      await rows.bulkWrite(
        turns.map(({ sku, inStock, at }) => ({
          updateOne: {
            filter: { _id: sku, inStock, turnedAt: at },
            update: { $unset: { turnedAt: true } },
          },
        })),
        { ordered: false },
      );
    },
    async setOnSale(productId, productVersion, skus) {
      const older = { productId, productVersion: { $not: { $gte: productVersion } } };
      await rows.updateMany(
        { ...older, _id: { $in: [...skus] } },
        { $set: { active: true, productVersion } },
      );
      await rows.updateMany(
        { ...older, _id: { $nin: [...skus] } },
        { $set: { active: false, productVersion } },
      );
    },
    async withdrawStore(storeId) {
      await rows.updateMany(
        { storeId, productVersion: { $ne: NO_LATER_VERSION } },
        { $set: { active: false, productVersion: NO_LATER_VERSION } },
      );
    },
  };
}
