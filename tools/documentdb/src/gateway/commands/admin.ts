import { deserialize, type Document } from 'bson';
import { readString } from '../bson-slices.ts';
import { type Command, findElement, requireCollection } from '../command.ts';
import { bsonColumn, type Column, type Parameter, type Statement } from '../database.ts';
import { isDuplicate } from '../engine-error.ts';
import type { Gateway } from '../gateway.ts';
import { OK, serializeReply } from '../reply.ts';
import { ErrorCode, ServerError } from '../server-error.ts';
import { codeOfSqlState, unpackSqlState } from '../sqlstate.ts';
import { Sql } from '../statements.ts';
import type { ConnectionState, Handler } from './handler.ts';

/** Runs one statement where the command belongs and returns its first column. */
export async function single(
  command: Command,
  gateway: Gateway,
  connection: ConnectionState,
  statement: Statement,
  parameters: Parameter[],
): Promise<Column | undefined> {
  const [column] = await gateway.run(command, connection, (database) =>
    database.first(statement, parameters),
  );
  return column;
}

/** A command that changes indexes or collections, after which the known indexes may be wrong. */
const changingIndexes =
  (handler: Handler): Handler =>
  async (command, gateway, connection) => {
    try {
      return await handler(command, gateway, connection);
    } finally {
      gateway.duplicateKeys.forgetIndexes();
    }
  };

type IndexReply = Document & { ok: number; errmsg?: string; code?: number };

const createIndexes: Handler = async (command, gateway, connection) => {
  requireCollection(command);
  try {
    return await gateway.run(command, connection, async (database) => {
      const [column] = await database.first(Sql.createIndexes, [command.db, command.spec]);
      const answer = deserialize(bsonColumn(column)) as IndexReply & { raw?: { defaultShard?: IndexReply } };
      const reply = answer.raw?.defaultShard ?? answer;
      if (reply.ok === 1) return serializeReply(reply);
      throw new ServerError(
        codeOfSqlState(unpackSqlState(reply.code ?? 0)),
        reply.errmsg ?? 'the index was not made',
      );
    });
  } catch (error) {
    throw isDuplicate(error) ? await gateway.duplicateKeys.toError(command, error) : error;
  }
};

const dropIndexes: Handler = async (command, gateway, connection) => {
  requireCollection(command);
  return bsonColumn(await single(command, gateway, connection, Sql.dropIndexes, [command.db, command.spec]));
};

const create: Handler = async (command, gateway, connection) =>
  bsonColumn(await single(command, gateway, connection, Sql.create, [command.db, command.spec]));

/** Dropping what is not there succeeds, as from MongoDB 7.0 on. */
const drop: Handler = async (command, gateway, connection) => {
  const collection = requireCollection(command);
  await single(command, gateway, connection, Sql.drop, [command.db, collection]);
  return serializeReply({ ns: `${command.db}.${collection}`, ok: 1 });
};

const dropDatabase: Handler = async (command, gateway, connection) => {
  await single(command, gateway, connection, Sql.dropDatabase, [command.db]);
  return serializeReply({ dropped: command.db, ok: 1 });
};

const renameCollection: Handler = async (command, gateway, connection) => {
  const to = findElement(command, 'to');
  const dropTarget = findElement(command, 'dropTarget');
  const source = splitNamespace(requireCollection(command));
  const target = splitNamespace((to && readString(command.body, to)) ?? '');
  if (source.db !== target.db) {
    throw new ServerError(ErrorCode.IllegalOperation, 'a collection cannot be renamed into another database');
  }
  const dropsTarget = dropTarget !== undefined && command.body[dropTarget.valueStart] === 1;
  await single(command, gateway, connection, Sql.rename, [
    source.db,
    source.collection,
    target.collection,
    dropsTarget,
  ]);
  return OK;
};

function splitNamespace(namespace: string): { db: string; collection: string } {
  const dot = namespace.indexOf('.');
  if (dot <= 0)
    throw new ServerError(ErrorCode.BadValue, `"${namespace}" is not a namespace (database.collection)`);
  return { db: namespace.slice(0, dot), collection: namespace.slice(dot + 1) };
}

const collMod: Handler = async (command, gateway, connection) =>
  bsonColumn(
    await single(command, gateway, connection, Sql.collMod, [
      command.db,
      requireCollection(command),
      command.spec,
    ]),
  );

const collStats: Handler = async (command, gateway, connection) =>
  bsonColumn(
    await single(command, gateway, connection, Sql.collStats, [command.db, requireCollection(command)]),
  );

const dbStats: Handler = async (command, gateway, connection) =>
  bsonColumn(await single(command, gateway, connection, Sql.dbStats, [command.db]));

const listDatabases: Handler = async (command, gateway, connection) =>
  bsonColumn(await single(command, gateway, connection, Sql.listDatabases, [command.spec]));

export const adminCommands: Record<string, Handler> = {
  createIndexes: changingIndexes(createIndexes),
  dropIndexes: changingIndexes(dropIndexes),
  create: changingIndexes(create),
  drop: changingIndexes(drop),
  dropDatabase: changingIndexes(dropDatabase),
  renameCollection: changingIndexes(renameCollection),
  collMod,
  collStats,
  dbStats,
  listDatabases,
};
