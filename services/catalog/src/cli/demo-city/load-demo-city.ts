import type { Connection } from 'mongoose';
import { categoryModel } from '../categories/store/category.model.ts';
import { productModel } from '../products/store/product.model.ts';
import { stockModel } from '../stock/store/stock.model.ts';
import { storeModel } from '../stores/store/store.model.ts';
import { buildDemoCity } from './build-demo-city.ts';

/**
 * Puts in what is missing of the demo city and touches nothing that is there, so that seeding again keeps
 * what people have edited and sold since. Stock goes in before the products that need it.
 */
export async function loadDemoCity(connection: Connection, progress: (line: string) => void): Promise<void> {
  const city = buildDemoCity();
  const load = async (name: string, collectionName: string, rows: ReadonlyArray<{ _id: string }>) => {
    const collection = connection.collection<{ _id: string }>(collectionName);
    const known = new Set(
      (
        await collection
          .find({ _id: { $in: rows.map((row) => row._id) } }, { projection: { _id: 1 } })
          .toArray()
      ).map((row) => row._id),
    );
    const missing = rows.filter((row) => !known.has(row._id));
    if (missing.length > 0) await collection.insertMany(missing);
    progress(`${name}: ${missing.length} added, ${known.size} were there`);
  };
  await load('categories', categoryModel(connection).collection.collectionName, city.categories);
  await load('stores', storeModel(connection).collection.collectionName, city.stores);
  await load('articles in stock', stockModel(connection).collection.collectionName, city.stock);
  await load('products', productModel(connection).collection.collectionName, city.products);
}
