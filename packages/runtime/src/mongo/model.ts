import { Schema, type Connection, type Model, type SchemaOptions } from 'mongoose';

/**
 * A schema with the settings of the house: its collection named (mongoose would guess a plural), no `__v`,
 * empty objects kept, and a field that the schema does not know is an error instead of silently dropped.
 * Set `strict` or `minimize` otherwise in `options` where a collection needs it.
 */
export const documentSchema = <Document>(
  collection: string,
  fields: ConstructorParameters<typeof Schema<Document>>[0],
  options: Pick<SchemaOptions, 'strict' | 'minimize'> = {},
): Schema<Document> =>
  new Schema<Document>(fields, {
    versionKey: false,
    minimize: false,
    strict: 'throw',
    autoIndex: false,
    autoCreate: false,
    // Documents are read lean: a virtual `id` beside `_id` would only be there sometimes.
    id: false,
    ...options,
    collection,
  });

/**
 * Defines a model once, for whoever opens a connection. Mongoose makes a model of one name once per
 * connection and throws at the second: so the first is kept, and forgotten with its connection.
 * @throws Error when the schema names no collection.
 */
export function defineModel<Document>(
  name: string,
  schema: Schema<Document>,
): (connection: Connection) => Model<Document> {
  if (!schema.get('collection')) throw new Error(`the schema of ${name} names no collection`);
  const models = new WeakMap<Connection, Model<Document>>();
  return (connection) => {
    let model = models.get(connection);
    if (!model) {
      model = connection.model<Document>(name, schema);
      models.set(connection, model);
    }
    return model;
  };
}

/** What we need of a mongoose model: models of different documents share no common type. */
interface Creatable {
  createCollection(): Promise<unknown>;
  createIndexes(): Promise<unknown>;
}

/** A model definition of whatever document: what a capability lists for its collections to be made. */
export type AnyModelDefinition = (connection: Connection) => Creatable;

/**
 * Makes the collections and indexes of models, in a migration; to be called again is harmless. Collections
 * are made ahead because a transaction should not be the one to create them.
 */
export async function createCollections(models: readonly Creatable[]): Promise<void> {
  for (const model of models) {
    await model.createCollection();
    await model.createIndexes();
  }
}
