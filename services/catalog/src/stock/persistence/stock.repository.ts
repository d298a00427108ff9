import { AppError } from '@chowk/contracts/errors';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import type { Stock } from '../domain/stock.ts';
import type { Adjustments, LowNotice, StockLedger } from '../ports.ts';
import { adjustUpdate, claimUpdate, dropUpdate, sellUpdate } from './stock-pipelines.ts';
import {
  adjustmentModel,
  stockModel,
  toldNoticeModel,
  type AdjustmentDocument,
  type StockDocument,
  type ToldNoticeDocument,
} from './stock.model.ts';

/** How many adjustments of an article must come in between before a forgotten one could be repeated. */
const REMEMBERED_ADJUSTMENTS = 50;

const fromDocument = ({ _id, adjustmentIds: _ids, lowNotice: _notice, ...fields }: StockDocument): Stock => ({
  sku: _id,
  ...fields,
});

const noticeOf = ({ _id, productId, storeId, threshold, lowNotice }: StockDocument): LowNotice | undefined =>
  lowNotice && {
    id: lowNotice.id,
    sku: _id,
    productId,
    storeId,
    available: lowNotice.available,
    threshold,
  };

export function createStockLedger(connection: Connection): StockLedger {
  // The driver's collection and not the model: mongoose would cast what stands in the pipelines.
  const rows = connection.collection<StockDocument>(stockModel(connection).collection.collectionName);
  const told = connection.collection<ToldNoticeDocument>(
    toldNoticeModel(connection).collection.collectionName,
  );
  const many = async (filter: object): Promise<Stock[]> =>
    (await rows.find(filter).sort({ _id: 1 }).toArray()).map(fromDocument);

  const hasAdjusted = async (sku: string, adjustmentId: string): Promise<boolean> =>
    (await rows.countDocuments({ _id: sku, adjustmentIds: adjustmentId }, { limit: 1 })) === 1;

  return {
    async find(sku) {
      const found = await rows.findOne({ _id: sku });
      return found ? fromDocument(found) : undefined;
    },
    findMany: (skus) => many({ _id: { $in: [...skus] } }),
    ofProducts: (productIds) => many({ productId: { $in: [...productIds] } }),
    async claim(sku, hold, now) {
      const noticeId = `${sku} ${hold.orderId} ${hold.attempt}`;
      const { filter, pipeline } = claimUpdate(sku, hold, noticeId, now);
      const row = await rows.findOneAndUpdate(filter, pipeline, { returnDocument: 'after' });
      if (!row) return { claimed: false };
      return { claimed: true, low: row.lowNotice?.id === noticeId ? noticeOf(row) : undefined };
    },
    async sell(sku, orderId, attempt, keepUntil) {
      const { filter, pipeline } = sellUpdate(sku, orderId, attempt, keepUntil);
      const result = await rows.updateOne(filter, pipeline);
      return result.matchedCount === 1;
    },
    async drop(skus, orderId, upToAttempt) {
      const { filter, pipeline } = dropUpdate(skus, orderId, upToAttempt);
      await rows.updateMany(filter, pipeline);
    },
    async forgetSold(skus, orderId) {
      await rows.updateMany(
        { _id: { $in: [...skus] }, 'holds.orderId': orderId },
        { $pull: { holds: { orderId, state: 'sold' } } },
      );
    },
    async giveBack(sku, orderId, quantity, keepUntil) {
      await rows.updateOne(
        { _id: sku, holds: { $not: { $elemMatch: { orderId, state: 'returned' } } } },
        {
          $inc: { allocated: -quantity },
          $push: { holds: { orderId, attempt: 0, quantity, state: 'returned', expiresAt: keepUntil } },
        },
      );
    },
    async adjust(adjustment) {
      const { filter, pipeline } = adjustUpdate(
        adjustment.sku,
        adjustment,
        REMEMBERED_ADJUSTMENTS,
        adjustment.id,
        adjustment.at,
      );
      const row = await rows.findOneAndUpdate(filter, pipeline, { returnDocument: 'after' });
      if (row)
        return { adjusted: true, low: row.lowNotice?.id === adjustment.id ? noticeOf(row) : undefined };
      return { adjusted: await hasAdjusted(adjustment.sku, adjustment.id) };
    },
    hasAdjusted,
    async open(articles, tx) {
      if (articles.length === 0) return;
      try {
        await rows.insertMany(
          articles.map(({ sku, ...article }) => ({
            _id: sku,
            ...article,
            active: true,
            allocated: 0,
            holds: [],
            adjustmentIds: [],
          })),
          { session: tx.session },
        );
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        throw new AppError('SKU_TAKEN', { cause: error });
      }
    },
    async setOnSale(productId, skus) {
      await rows.updateMany(
        { productId, _id: { $in: [...skus] }, active: false },
        { $set: { active: true } },
      );
      await rows.updateMany(
        { productId, _id: { $nin: [...skus] }, active: true },
        { $set: { active: false } },
      );
    },
    async withdrawStore(storeId) {
      await rows.updateMany({ storeId, active: true }, { $set: { active: false } });
    },
    async untoldNotices(before, limit) {
      const found = await rows
        .find({ 'lowNotice.at': { $lte: before } })
        .limit(limit)
        .toArray();
      return found.flatMap((row) => noticeOf(row) ?? []);
    },
    async markTold({ id, ...notice }, tx) {
      const result = await told.updateOne(
        { _id: id },
        { $setOnInsert: { ...notice, at: new Date() } },
        { upsert: true, session: tx.session },
      );
      return result.upsertedCount === 1;
    },
    async clearNotice({ id, sku }) {
      await rows.updateOne({ _id: sku, 'lowNotice.id': id }, { $unset: { lowNotice: true } });
    },
  };
}

export function createAdjustments(connection: Connection): Adjustments {
  const rows = connection.collection<AdjustmentDocument>(
    adjustmentModel(connection).collection.collectionName,
  );
  return {
    async begin({ id, ...adjustment }) {
      const row = await rows.findOneAndUpdate(
        { _id: id },
        { $setOnInsert: { ...adjustment, state: 'pending' } },
        { upsert: true, returnDocument: 'after' },
      );
      return row!.state;
    },
    async settle(id, state) {
      // A late one that was taken for abandoned still has the last word.
      await rows.updateOne({ _id: id, state: { $ne: 'applied' } }, { $set: { state } });
    },
    async pending(before, limit) {
      const found = await rows
        .find({ state: 'pending', at: { $lte: before } })
        .limit(limit)
        .toArray();
      return found.map(({ _id, state: _state, ...adjustment }) => ({ id: _id, ...adjustment }));
    },
  };
}
