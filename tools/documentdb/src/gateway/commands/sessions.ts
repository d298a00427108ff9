import { BsonType, readElements, readValue } from '../bson-slices.ts';
import { type Command, sessionId } from '../command.ts';
import { OK } from '../reply.ts';
import type { Handler } from './handler.ts';

const commitTransaction: Handler = async (command, gateway) => {
  await gateway.transactions.commit(command);
  return OK;
};

const abortTransaction: Handler = async (command, gateway) => {
  await gateway.transactions.abort(command);
  return OK;
};

const endSessions: Handler = async (command, gateway) => {
  await gateway.transactions.endSessions(namedSessions(command));
  return OK;
};

/** The sessions in a command's first field, a list of documents as `lsid` is one. */
function namedSessions(command: Command): string[] {
  const [field] = command.elements;
  if (field?.type !== BsonType.array) return [];
  const list = readValue(command.body, field);
  return readElements(list)
    .filter((element) => element.type === BsonType.document)
    .map((element) => sessionId(readValue(list, element)));
}

export const sessionCommands: Record<string, Handler> = {
  commitTransaction,
  abortTransaction,
  endSessions,
  killSessions: endSessions,
  // Sessions hold nothing here but transactions, which have a time limit of their own.
  refreshSessions: () => OK,
};
