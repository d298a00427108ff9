import type { Migration } from '@chowk/runtime/mongo';

const BATCH = 500;

interface StockRow {
  _id: string;
  productId: string;
  active: boolean;
  onHand: number;
  allocated: number;
}

/**
 * Stock rows and products say whether units are unsold. In batches by id, because the rows are much wanted; what says
 * so already is left alone, so that a run after a crash changes nothing twice. What replicas of the release before
 * write meanwhile, the hourly repair sets right.
 */
export const inStock: Migration = {
  id: '0002-in-stock',
  async up(connection) {
    const stock = connection.collection<StockRow>('stock');
    const products = connection.collection<{ _id: string }>('products');
    for (let lastId = ''; ;) {
      const batch = await stock
        .find({ _id: { $gt: lastId } }, { projection: { _id: 1 } })
        .sort({ _id: 1 })
        .limit(BATCH)
        .toArray();
      if (batch.length === 0) break;
      await stock.updateMany({ _id: { $in: batch.map(({ _id }) => _id) }, inStock: { $exists: false } }, [
        { $set: { inStock: { $gt: ['$onHand', '$allocated'] } } },
      ]);
      lastId = batch.at(-1)!._id;
    }
    for (let lastId = ''; ;) {
      const batch = await products
        .find({ _id: { $gt: lastId } }, { projection: { _id: 1 } })
        .sort({ _id: 1 })
        .limit(BATCH)
        .toArray();
      if (batch.length === 0) break;
      const ids = batch.map(({ _id }) => _id);
      const rows = await stock
        .find(
          { productId: { $in: ids } },
          { projection: { productId: 1, active: 1, onHand: 1, allocated: 1 } },
        )
        .toArray();
      const unsold = new Set(
        rows
          .filter(({ active, onHand, allocated }) => active && onHand > allocated)
          .map(({ productId }) => productId),
      );
      for (const value of [true, false])
        await products.updateMany(
          { _id: { $in: ids.filter((id) => unsold.has(id) === value) }, inStock: { $exists: false } },
          { $set: { inStock: value } },
        );
      lastId = batch.at(-1)!._id;
    }
  },
};
