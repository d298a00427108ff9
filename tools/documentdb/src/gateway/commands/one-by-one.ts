import { BsonType, readElements, readValue, splitDocuments, withoutElements } from '../bson-slices.ts';
import { type Command, findElement } from '../command.ts';
import { booleanColumn, bsonColumn, type Statement } from '../database.ts';
import { ConflictError } from '../engine-error.ts';
import type { Gateway } from '../gateway.ts';
import type { ConnectionState } from './handler.ts';
import { addReply, isConflictError, readWriteReply, type WriteReply } from './write-reply.ts';

type Batch = { statement: Statement; /** The field that holds the batch's writes. */ field: string };

/**
 * Runs on its own each write of a batch that a conflict has kept from happening. The engine runs a batch as one
 * SQL transaction, so batches that touch the same documents in different orders lock each other out; in MongoDB
 * each write of a batch stands for itself, and so it does here the second time.
 */
export async function rerunOneByOne(
  command: Command,
  gateway: Gateway,
  connection: ConnectionState,
  batch: Batch,
  reply: WriteReply,
): Promise<WriteReply> {
  const writes = writesOf(command, batch.field);
  const spec = withoutElements(command.spec, readElements(command.spec), new Set([batch.field]));
  const ordered = isOrdered(command);
  const conflicts = reply.writeErrors.filter(isConflictError).map((error) => error.index);
  let whole: WriteReply = {
    ...reply,
    writeErrors: reply.writeErrors.filter((error) => !isConflictError(error)),
  };
  const first = Math.min(...conflicts);
  const pending = ordered ? [...writes.keys()].slice(first) : conflicts;
  for (const index of pending) {
    const single = await gateway.run(command, connection, async (database) => {
      const row = await database.first(batch.statement, [command.db, spec, writes[index] ?? null]);
      const answer = readWriteReply(bsonColumn(row[0]));
      const conflict = booleanColumn(row[1]) ? undefined : answer.writeErrors.find(isConflictError);
      if (conflict) throw new ConflictError(conflict.errmsg);
      return answer;
    });
    whole = addReply(whole, single, index);
    if (ordered && single.writeErrors.length > 0) break;
  }
  return whole;
}

function writesOf(command: Command, field: string): Buffer[] {
  const sequence = command.sequences?.get(field);
  if (sequence) return splitDocuments(sequence);
  const element = findElement(command, field);
  if (element?.type !== BsonType.array) return [];
  const list = readValue(command.body, element);
  return readElements(list).map((write) => readValue(list, write));
}

function isOrdered(command: Command): boolean {
  const ordered = findElement(command, 'ordered');
  return ordered?.type !== BsonType.boolean || command.body[ordered.valueStart] === 1;
}
