import { createHash } from 'node:crypto';
import { createCollections, type Migration } from '@chowk/runtime/mongo';
import type { Connection, IndexDefinition, IndexOptions } from 'mongoose';

/** What we need of a mongoose model: models of different documents share no common type. */
export interface CollectionModel {
  collection: { collectionName: string };
  schema: { indexes(): Array<[IndexDefinition, IndexOptions]> };
  createCollection(): Promise<unknown>;
  createIndexes(): Promise<unknown>;
}

/**
 * The migration that makes the collections and indexes of models. Its id follows from them, so it runs again
 * when a collection or an index is added, and costs a start nothing otherwise. An index that is changed or
 * dropped needs a migration of its own ahead of that: MongoDB refuses another index under the same name.
 */
export function collectionsMigration(models: readonly CollectionModel[]): Migration {
  const definitions = models
    .map((model) => JSON.stringify([model.collection.collectionName, model.schema.indexes()]))
    .sort();
  const fingerprint = createHash('sha256').update(definitions.join('\n')).digest('hex').slice(0, 16);
  return { id: `collections-${fingerprint}`, up: () => createCollections(models) };
}

/** Names of the collections that the database lacks: a command has some models of a service and not all. */
export async function missingCollections(
  connection: Connection,
  models: readonly CollectionModel[],
): Promise<string[]> {
  const present = new Set((await connection.listCollections()).map(({ name }) => name));
  return models.map(({ collection }) => collection.collectionName).filter((name) => !present.has(name));
}
