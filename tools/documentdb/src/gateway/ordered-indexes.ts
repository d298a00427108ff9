import { deserialize, type Document, serialize } from 'bson';
import type pg from 'pg';
import { bsonColumn, firstRow } from './database.ts';
import { Sql } from './statements.ts';

type Unordered = { db: string; collection: string; names: string[] };

/** Plain indexes that an engine without ordered ones made. Text and hashed indexes have no order to give. */
const UNORDERED = `
  SELECT c.database_name AS db, c.collection_name AS collection, array_agg((i.index_spec).index_name) AS names
  FROM documentdb_api_catalog.collection_indexes i
  JOIN documentdb_api_catalog.collections c USING (collection_id)
  JOIN pg_class index ON index.relname = 'documents_rum_index_' || i.index_id
  JOIN pg_index ON indexrelid = index.oid
  JOIN pg_am method ON method.oid = index.relam AND method.amname = 'documentdb_rum'
  JOIN pg_opclass ON pg_opclass.oid = indclass[0] AND opcname = 'bson_rum_composite_path_ops'
  WHERE i.index_is_valid
  GROUP BY 1, 2`;

/**
 * Makes plain indexes of an older start anew, so that they serve sorts too: nothing where all are new already.
 * To be called while nobody else uses the data. All indexes of a collection change in one transaction, so a
 * crash leaves the old ones or the new ones.
 */
export async function orderIndexes(pool: pg.Pool, progress: (message: string) => void): Promise<void> {
  const { rows } = await pool.query<Unordered>(UNORDERED);
  if (rows.length === 0) return;
  progress(`making the indexes of ${rows.length} collections anew, so that they serve sorts`);
  const client = await pool.connect();
  try {
    for (const unordered of rows) await rebuild(client, unordered);
  } finally {
    client.release();
  }
}

async function rebuild(client: pg.ClientBase, { db, collection, names }: Unordered): Promise<void> {
  const [page] = await firstRow(client, Sql.listIndexes, [db, bson({ listIndexes: collection, cursor: {} })]);
  const { cursor } = deserialize(bsonColumn(page), EXACT) as { cursor: { firstBatch: Document[] } };
  const indexes = cursor.firstBatch.filter(({ name }) => names.includes(name as string)).map(declaration);
  await client.query('BEGIN');
  try {
    await firstRow(client, Sql.dropIndexes, [db, bson({ dropIndexes: collection, index: names })]);
    const [made] = await firstRow(client, Sql.createIndexes, [
      db,
      bson({ createIndexes: collection, indexes }),
    ]);
    const answer = deserialize(bsonColumn(made)) as { ok: number };
    if (answer.ok !== 1) throw new Error(`${db}.${collection}: ${JSON.stringify(answer)}`);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

/** Numbers, dates and long integers of a partial index's filter have to come back as they were. */
const EXACT = { promoteValues: false } as const;

const bson = (document: Document): Buffer => Buffer.from(serialize(document));

/** What createIndexes takes, of what listIndexes tells: what is left out is for the engine to choose. */
function declaration({ v: _version, storageEngine: _chosen, ...index }: Document): Document {
  return index;
}
