import { type Document, Int32 } from 'bson';
import { type Command, requireCollection } from '../command.ts';
import { bsonColumn, booleanColumn, type Database, type Statement } from '../database.ts';
import { ConflictError, isDuplicate } from '../engine-error.ts';
import type { Gateway } from '../gateway.ts';
import { serializeReply } from '../reply.ts';
import { ErrorCode } from '../server-error.ts';
import { codeOfSqlState, unpackSqlState } from '../sqlstate.ts';
import { Sql } from '../statements.ts';
import type { Handler } from './handler.ts';
import { rerunOneByOne } from './one-by-one.ts';
import { isConflictError, readWriteReply, type WriteReply } from './write-reply.ts';

/** Ends the transaction of a write that failed in part, and brings its reply out of there. */
class FailedInTransaction extends Error {
  readonly reply: WriteReply;
  constructor(reply: WriteReply) {
    super('a write failed inside a transaction');
    this.reply = reply;
  }
}

const batch =
  (statement: Statement, field: string): Handler =>
  (command, gateway, connection) => {
    requireCollection(command);
    const sequence = command.sequences?.get(field) ?? null;
    const work = async (database: Database): Promise<Buffer | WriteReply> => {
      const [result, success] = await database.first(statement, [command.db, command.spec, sequence]);
      const bytes = bsonColumn(result);
      if (booleanColumn(success)) return bytes;
      const reply = readWriteReply(bytes);
      if (command.inTransaction) throw failureInTransaction(reply);
      return reply;
    };
    return once(command, gateway, async () => {
      try {
        const reply = await gateway.run(command, connection, work);
        if (Buffer.isBuffer(reply)) return reply;
        const whole = reply.writeErrors.some(isConflictError)
          ? await rerunOneByOne(command, gateway, connection, { statement, field }, reply)
          : reply;
        return serializeReply(await translate(command, gateway, whole));
      } catch (error) {
        if (error instanceof FailedInTransaction)
          return serializeReply(await translate(command, gateway, error.reply));
        throw await withDuplicate(command, gateway, error);
      }
    });
  };

/** A conflict fails the whole transaction; any other failure is the write's alone, but ends the transaction too. */
function failureInTransaction(reply: WriteReply): Error {
  const conflict = reply.writeErrors.find(isConflictError);
  return conflict ? new ConflictError(conflict.errmsg) : new FailedInTransaction(reply);
}

async function translate(command: Command, gateway: Gateway, reply: WriteReply): Promise<Document> {
  const writeErrors = await Promise.all(
    reply.writeErrors.map(async (error) => {
      const code = codeOfSqlState(unpackSqlState(error.code));
      const duplicate =
        code === ErrorCode.DuplicateKey
          ? await gateway.duplicateKeys.describe(command, error.errmsg, error.index)
          : undefined;
      return { ...error, ...duplicate, index: new Int32(error.index), code: new Int32(code) };
    }),
  );
  // A reply without errors has no such field: drivers take its presence for a failure.
  const { writeErrors: _decoded, ...rest } = reply;
  return { ...rest, n: new Int32(reply.n), ...(writeErrors.length > 0 && { writeErrors }) };
}

const findAndModify: Handler = (command, gateway, connection) => {
  requireCollection(command);
  return once(command, gateway, async () => {
    try {
      const [result] = await gateway.run(command, connection, (database) =>
        database.first(Sql.findAndModify, [command.db, command.spec]),
      );
      return bsonColumn(result);
    } catch (error) {
      throw await withDuplicate(command, gateway, error);
    }
  });
};

async function withDuplicate(command: Command, gateway: Gateway, error: unknown): Promise<unknown> {
  return isDuplicate(error) ? gateway.duplicateKeys.toError(command, error) : error;
}

function once(command: Command, gateway: Gateway, work: () => Promise<Buffer>): Promise<Buffer> {
  return command.inTransaction ? work() : gateway.retryableWrites.once(command.session, work);
}

export const writeCommands: Record<string, Handler> = {
  insert: batch(Sql.insert, 'documents'),
  update: batch(Sql.update, 'updates'),
  delete: batch(Sql.delete, 'deletes'),
  findAndModify,
  findandmodify: findAndModify,
};
