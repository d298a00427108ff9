import {
  BsonType,
  readElements,
  readInteger,
  readString,
  readValue,
  type Element,
  withoutElements,
} from './bson-slices.ts';
import { ErrorCode, ServerError } from './server-error.ts';
import type { Request } from './wire.ts';

/** Fields that speak to the server about the command, which the engine neither needs nor understands. */
const ENVELOPE = new Set([
  '$db',
  'lsid',
  '$clusterTime',
  'txnNumber',
  'startTransaction',
  'autocommit',
  'writeConcern',
  'readConcern',
  '$readPreference',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  'maxTimeMS',
  'comment',
]);

export type Session = {
  /** Names the logical session: the bytes of its id, in a string so that it can be a key. */
  id: string;
  txnNumber: bigint | undefined;
};

export type Command = {
  name: string;
  db: string;
  /** The collection, where the command's first field is one; otherwise undefined. */
  collection: string | undefined;
  /** The command without its envelope, as BSON. */
  spec: Buffer;
  elements: Element[];
  /** The command with its envelope: `elements` point into this. */
  body: Buffer;
  sequences: Map<string, Buffer> | undefined;
  session: Session | undefined;
  inTransaction: boolean;
  startTransaction: boolean;
  /** In milliseconds; undefined when the client sets no limit. */
  maxTimeMs: number | undefined;
};

/** Reads what the gateway must know of a command. Throws ServerError 9 (FailedToParse) and MalformedBsonError. */
export function parseCommand(request: Request): Command {
  const { body } = request;
  const elements = readElements(body);
  const [first] = elements;
  if (!first) throw new ServerError(ErrorCode.FailedToParse, 'a command has at least one field');
  const command: Command = {
    name: first.name,
    db: 'admin',
    collection: readString(body, first),
    spec: withoutElements(body, elements, ENVELOPE),
    elements,
    body,
    sequences: request.sequences,
    session: undefined,
    inTransaction: false,
    startTransaction: false,
    maxTimeMs: undefined,
  };
  let lsid: string | undefined;
  let txnNumber: bigint | undefined;
  for (const element of elements) {
    switch (element.name) {
      case '$db':
        command.db = readString(body, element) ?? command.db;
        break;
      case 'lsid':
        if (element.type === BsonType.document) lsid = sessionId(readValue(body, element));
        break;
      case 'txnNumber':
        txnNumber = readInteger(body, element);
        break;
      case 'autocommit':
        command.inTransaction = body[element.valueStart] === 0;
        break;
      case 'startTransaction':
        command.startTransaction = body[element.valueStart] === 1;
        break;
      case 'maxTimeMS':
        command.maxTimeMs = Number(readInteger(body, element) ?? 0n) || undefined;
        break;
    }
  }
  if (lsid !== undefined) command.session = { id: lsid, txnNumber };
  if (command.inTransaction && (lsid === undefined || txnNumber === undefined)) {
    throw new ServerError(ErrorCode.InvalidOptions, 'a transaction needs lsid and txnNumber');
  }
  return command;
}

/** A session's key from the document that names it (`lsid`). */
export function sessionId(lsid: Buffer): string {
  return lsid.toString('latin1');
}

/** A field of the command by its name. */
export function findElement(command: Command, name: string): Element | undefined {
  return command.elements.find((element) => element.name === name);
}

/** The collection that a command names in its first field. Throws ServerError 2 (BadValue). */
export function requireCollection(command: Command): string {
  if (!command.collection) {
    throw new ServerError(ErrorCode.BadValue, `${command.name} needs the name of a collection`);
  }
  return command.collection;
}
