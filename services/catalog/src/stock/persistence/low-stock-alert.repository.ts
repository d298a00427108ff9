import type { Connection } from 'mongoose';
import type { LowStockAlertRepository } from '../ports.ts';
import { publishedAlertModel, type PublishedAlertDocument } from './low-stock-alert.model.ts';
import { alertOf, stockModel, type StockDocument } from './stock.model.ts';

export function createLowStockAlertRepository(connection: Connection): LowStockAlertRepository {
  const rows = connection.collection<StockDocument>(stockModel(connection).collection.collectionName);
  const published = connection.collection<PublishedAlertDocument>(
    publishedAlertModel(connection).collection.collectionName,
  );
  return {
    async listUnpublished(before, limit) {
      const found = await rows
        .find({ 'lowNotice.at': { $lte: before } })
        .limit(limit)
        .toArray();
      return found.flatMap((row) => alertOf(row) ?? []);
    },
    async markPublished({ id, ...alert }, at, tx) {
      const result = await published.updateOne(
        { _id: id },
        { $setOnInsert: { ...alert, at } },
        { upsert: true, session: tx.session },
      );
      return result.upsertedCount === 1;
    },
    async clear({ id, sku }) {
      await rows.updateOne({ _id: sku, 'lowNotice.id': id }, { $unset: { lowNotice: true } });
    },
  };
}
