import { deserialize } from 'bson';
import { BsonType, readElements, readInteger, readValue } from '../bson-slices.ts';
import { type Command, findElement } from '../command.ts';
import { bsonColumn, booleanColumn, type Statement } from '../database.ts';
import { serializeReply } from '../reply.ts';
import { ErrorCode, ServerError } from '../server-error.ts';
import { Sql } from '../statements.ts';
import type { Handler } from './handler.ts';

/** A command that answers with the first page of a cursor. */
const firstPage =
  (statement: Statement): Handler =>
  async (command, gateway, connection) => {
    const row = await gateway.run(command, connection, (database) =>
      database.first(statement, [command.db, command.spec]),
    );
    const [page, continuation, persistent, cursorId] = row;
    if (continuation != null && cursorId != null) {
      if (booleanColumn(persistent)) {
        throw new ServerError(
          ErrorCode.NotImplemented,
          'the engine wants a connection of its own for this cursor',
        );
      }
      gateway.cursors.add(BigInt(cursorId), command.db, bsonColumn(continuation));
    }
    return bsonColumn(page);
  };

const runAggregate = firstPage(Sql.aggregate);

const aggregate: Handler = (command, gateway, connection) => {
  if (opensChangeStream(command)) {
    throw new ServerError(ErrorCode.ChangeStreamUnsupported, '$changeStream is not supported by this engine');
  }
  return runAggregate(command, gateway, connection);
};

function opensChangeStream(command: Command): boolean {
  const pipeline = findElement(command, 'pipeline');
  if (pipeline?.type !== BsonType.array) return false;
  const stages = readValue(command.body, pipeline);
  const [first] = readElements(stages);
  if (first?.type !== BsonType.document) return false;
  return readElements(readValue(stages, first))[0]?.name === '$changeStream';
}

const getMore: Handler = async (command, gateway, connection) => {
  const [field] = command.elements;
  const id = field && readInteger(command.body, field);
  if (id === undefined) throw new ServerError(ErrorCode.TypeMismatch, 'getMore needs the number of a cursor');
  const { db, continuation } = gateway.cursors.use(id);
  const [page, next] = await gateway.run(command, connection, (database) =>
    database.first(Sql.getMore, [db, command.spec, continuation]),
  );
  gateway.cursors.advance(id, next == null ? undefined : bsonColumn(next));
  return bsonColumn(page);
};

const killCursors: Handler = async (command, gateway) => {
  const spec = deserialize(command.spec, { useBigInt64: true }) as { cursors?: unknown };
  if (!Array.isArray(spec.cursors))
    throw new ServerError(ErrorCode.BadValue, 'killCursors needs a list of cursors');
  const ids = spec.cursors.map((id: bigint | number) => BigInt(id));
  const cursorsKilled = ids.filter((id) => gateway.cursors.remove(id));
  const cursorsNotFound = ids.filter((id) => !cursorsKilled.includes(id));
  if (cursorsKilled.length > 0) await gateway.releaseCursors(cursorsKilled);
  return serializeReply({ cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 });
};

/** A command whose answer is one document. */
const oneDocument =
  (statement: Statement): Handler =>
  async (command, gateway, connection) => {
    const [document] = await gateway.run(command, connection, (database) =>
      database.first(statement, [command.db, command.spec]),
    );
    return bsonColumn(document);
  };

export const readCommands: Record<string, Handler> = {
  find: firstPage(Sql.find),
  aggregate,
  getMore,
  killCursors,
  count: oneDocument(Sql.count),
  distinct: oneDocument(Sql.distinct),
  listCollections: firstPage(Sql.listCollections),
  listIndexes: firstPage(Sql.listIndexes),
};
