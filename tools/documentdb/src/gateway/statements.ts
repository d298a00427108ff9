import type { Statement } from './database.ts';

const BSON = 'documentdb_core.bson';

const page = (kind: string): Statement => ({
  name: `${kind}_cursor_first_page`,
  text: `SELECT cursorpage, continuation, persistconnection, cursorid
         FROM documentdb_api.${kind}_cursor_first_page($1::text, $2::${BSON})`,
});

const write = (kind: string): Statement => ({
  name: kind,
  text: `SELECT p_result, p_success
         FROM documentdb_api.${kind}($1::text, $2::${BSON}, $3::documentdb_core.bsonsequence, NULL)`,
});

const statement = (name: string, text: string): Statement => ({ name, text });

const explain = (name: string, kind: string, options: string): Statement =>
  statement(
    `explain_${name}`,
    `EXPLAIN (${options})
     SELECT document FROM documentdb_api_catalog.bson_aggregation_${kind}($1::text, $2::${BSON})`,
  );

/** Every statement that the gateway sends, by what it is for. Each is prepared once on each connection. */
export const Sql = {
  find: page('find'),
  aggregate: page('aggregate'),
  listCollections: page('list_collections'),
  listIndexes: page('list_indexes'),
  getMore: statement(
    'get_more',
    `SELECT cursorpage, continuation FROM documentdb_api.cursor_get_more($1::text, $2::${BSON}, $3::${BSON})`,
  ),
  deleteCursors: statement('delete_cursors', `SELECT documentdb_api_internal.delete_cursors($1::bigint[])`),
  count: statement('count', `SELECT document FROM documentdb_api.count_query($1::text, $2::${BSON})`),
  distinct: statement(
    'distinct',
    `SELECT document FROM documentdb_api.distinct_query($1::text, $2::${BSON})`,
  ),
  insert: write('insert'),
  update: write('update'),
  delete: write('delete'),
  findAndModify: statement(
    'find_and_modify',
    `SELECT p_result, p_success FROM documentdb_api.find_and_modify($1::text, $2::${BSON}, NULL)`,
  ),
  // The third argument skips the check that the collection is new; without it the call fails on existing ones.
  createIndexes: statement(
    'create_indexes',
    `SELECT documentdb_api_internal.create_indexes_non_concurrently($1::text, $2::${BSON}, true)`,
  ),
  // A number that is gone gives a row all the same, of nulls.
  indexByNumber: statement(
    'index_by_number',
    `SELECT min((index_spec).index_name), min((index_spec).index_key::text)
     FROM documentdb_api_catalog.collection_indexes WHERE index_id = $1::int`,
  ),
  dropIndexes: statement('drop_indexes', `CALL documentdb_api.drop_indexes($1::text, $2::${BSON}, NULL)`),
  create: statement('create', `SELECT documentdb_api.create_collection_view($1::text, $2::${BSON})`),
  drop: statement('drop', `SELECT documentdb_api.drop_collection($1::text, $2::text)`),
  dropDatabase: statement('drop_database', `SELECT documentdb_api.drop_database($1::text)`),
  listDatabases: statement('list_databases', `SELECT documentdb_api.list_databases($1::${BSON})`),
  dbStats: statement('db_stats', `SELECT documentdb_api.db_stats($1::text)`),
  collStats: statement('coll_stats', `SELECT documentdb_api.coll_stats($1::text, $2::text)`),
  collMod: statement('coll_mod', `SELECT documentdb_api.coll_mod($1::text, $2::text, $3::${BSON})`),
  rename: statement(
    'rename',
    `SELECT documentdb_api.rename_collection($1::text, $2::text, $3::text, $4::boolean)`,
  ),
  explainFind: explain('find', 'find', 'FORMAT JSON'),
  explainAggregate: explain('aggregate', 'pipeline', 'FORMAT JSON'),
  explainFindRun: explain('find_run', 'find', 'ANALYZE, TIMING OFF, FORMAT JSON'),
  explainAggregateRun: explain('aggregate_run', 'pipeline', 'ANALYZE, TIMING OFF, FORMAT JSON'),
  collectionNumber: statement(
    'collection_number',
    `SELECT min(collection_id) FROM documentdb_api_catalog.collections
     WHERE database_name = $1::text AND collection_name = $2::text`,
  ),
} as const;
