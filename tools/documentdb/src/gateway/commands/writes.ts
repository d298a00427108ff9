import { deserialize, type Document, Int32 } from 'bson';
import { type Command, requireCollection } from '../command.ts';
import { bsonColumn, booleanColumn, type Database, type Statement } from '../database.ts';
import { ConflictError, isConflictState, isDuplicate } from '../engine-error.ts';
import type { Gateway } from '../gateway.ts';
import { serializeReply } from '../reply.ts';
import { ErrorCode } from '../server-error.ts';
import { codeOfSqlState, unpackSqlState } from '../sqlstate.ts';
import { Sql } from '../statements.ts';
import type { Handler } from './handler.ts';

type WriteError = Document & { index: number; errmsg: string; code: number };
type WriteReply = Document & { n: number; writeErrors: WriteError[] };

/** Ends the transaction of a write that failed in part, and brings its reply out of there. */
class FailedInTransaction extends Error {
  readonly reply: WriteReply;
  constructor(reply: WriteReply) {
    super('a write failed inside a transaction');
    this.reply = reply;
  }
}

const batch =
  (statement: Statement, documents: string): Handler =>
  (command, gateway, connection) => {
    requireCollection(command);
    const sequence = command.sequences?.get(documents) ?? null;
    const work = async (database: Database): Promise<Buffer | WriteReply> => {
      const [result, success] = await database.first(statement, [command.db, command.spec, sequence]);
      return booleanColumn(success) ? bsonColumn(result) : failed(command, bsonColumn(result));
    };
    return once(command, gateway, async () => {
      try {
        const reply = await gateway.run(command, connection, work);
        return Buffer.isBuffer(reply) ? reply : serializeReply(await translate(command, gateway, reply));
      } catch (error) {
        if (error instanceof FailedInTransaction)
          return serializeReply(await translate(command, gateway, error.reply));
        throw await withDuplicate(command, gateway, error);
      }
    });
  };

/** The engine answers a failed write with the errors inside the reply; a conflict among them has to be thrown. */
function failed(command: Command, bytes: Buffer): WriteReply {
  const raw = deserialize(bytes, { promoteValues: false, bsonRegExp: true });
  const errors = ((raw.writeErrors ?? []) as Document[]).map((error) => ({
    ...error,
    index: Number(error.index),
    errmsg: String(error.errmsg),
    code: Number(error.code),
  }));
  const reply: WriteReply = { ...raw, n: Number(raw.n), writeErrors: errors };
  const [first] = errors;
  const conflict = first !== undefined && isConflictState(unpackSqlState(first.code));
  // Outside a transaction a batch of which a part is written cannot be run again.
  if (conflict && (command.inTransaction || reply.n === 0)) throw new ConflictError(first.errmsg);
  if (command.inTransaction) throw new FailedInTransaction(reply);
  return reply;
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
  return { ...reply, n: new Int32(reply.n), writeErrors };
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
  return isDuplicate(error) ? gateway.duplicateKeys.toError(command, error.message) : error;
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
