import { deserialize, type Document } from 'bson';
import type pg from 'pg';
import { splitDocuments } from './bson-slices.ts';
import type { Command } from './command.ts';
import { bsonColumn, type Database } from './database.ts';
import { ErrorCode, ServerError } from './server-error.ts';
import { Sql } from './statements.ts';
import { serializeReply } from './reply.ts';

/** Values keep their BSON types, so that what a reply quotes is what the client sent. */
const EXACT = { promoteValues: false, bsonRegExp: true } as const;
const ID_INDEX = { name: '_id_', key: { _id: 1 } };

type Index = { name: string; key: Document };

type DuplicateKey = {
  errmsg: string;
  keyPattern: Document | undefined;
  keyValue: Document | undefined;
};

/** Tells of a duplicate key as MongoDB does: with the index's name and fields and the values that were there already. */
export class DuplicateKeys {
  readonly #database: Database;
  #indexes = new Map<string, Index>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Indexes may have changed: forget what was known of them. */
  forgetIndexes(): void {
    this.#indexes = new Map();
  }

  /**
   * For one write of a batch: the engine then gives a text that names the index and nothing more, so the values
   * are taken from the write, as far as it states them. `position` is its place in the batch.
   */
  async describe(command: Command, engineMessage: string, position: number): Promise<DuplicateKey> {
    const name = /Index '([^']+)'/.exec(engineMessage)?.[1] ?? ID_INDEX.name;
    const index = await this.#indexNamed(command, name);
    const values = index && statedValues(Object.keys(index.key), command, position);
    return tell(command, name, index?.key, values);
  }

  /** For a command that failed as a whole: PostgreSQL's error then has the index's number and the document's fields. */
  async toError(command: Command, error: pg.DatabaseError): Promise<ServerError> {
    const index = await this.#indexOfConstraint(error.constraint ?? '');
    const key = index?.key ?? bsonIn(/shard_key_value, '(BSONHEX[0-9a-f]+)'/i, error.detail);
    const stored = bsonIn(/=\((?:\d+, )?(BSONHEX[0-9a-f]+)/i, error.detail);
    const values =
      key &&
      stored &&
      Object.fromEntries(Object.keys(key).map((path) => [path, valueAt(stored, path) ?? stored[''] ?? null]));
    const { errmsg, keyPattern, keyValue } = tell(command, index?.name, key, values);
    return new ServerError(ErrorCode.DuplicateKey, errmsg, {
      details: { ...(keyPattern && { keyPattern }), ...(keyValue && { keyValue }) },
    });
  }

  async #indexNamed({ db, collection }: Command, name: string): Promise<Index | undefined> {
    if (name === ID_INDEX.name) return ID_INDEX;
    const place = (index: string): string => `${db}.${collection}\0${index}`;
    if (!this.#indexes.has(place(name))) {
      const indexes = this.#indexes;
      const [page] = await this.#database.first(Sql.listIndexes, [
        db,
        serializeReply({ listIndexes: collection }),
      ]);
      const answer = deserialize(bsonColumn(page)) as { cursor: { firstBatch: Index[] } };
      for (const index of answer.cursor.firstBatch) indexes.set(place(index.name), index);
    }
    return this.#indexes.get(place(name));
  }

  /** Undefined for an index that was just being made: it is gone again with the failure. */
  async #indexOfConstraint(constraint: string): Promise<Index | undefined> {
    if (constraint.startsWith('collection_pk_')) return ID_INDEX;
    const number = /index_(\d+)$/.exec(constraint)?.[1];
    if (number === undefined) return undefined;
    const [name, key] = await this.#database.first(Sql.indexByNumber, [number]);
    return name != null && key != null ? { name, key: deserialize(bsonColumn(key)) } : undefined;
  }
}

function tell(command: Command, name: string | undefined, key?: Document, values?: Document): DuplicateKey {
  const where = `${command.db}.${command.collection}${name === undefined ? '' : ` index: ${name}`}`;
  return {
    errmsg: `E11000 duplicate key error collection: ${where} dup key: ${JSON.stringify(values ?? {})}`,
    keyPattern: key,
    keyValue: values,
  };
}

function bsonIn(pattern: RegExp, text: string | undefined): Document | undefined {
  const found = pattern.exec(text ?? '')?.[1];
  return found === undefined ? undefined : deserialize(bsonColumn(found), EXACT);
}

/** What a write says about the fields of a key. An inserted document says all; what it lacks is indexed as null. */
function statedValues(paths: string[], command: Command, position: number): Document {
  if (command.name === 'insert') {
    const document = operation(command, 'documents', position);
    return Object.fromEntries(paths.map((path) => [path, valueAt(document, path) ?? null]));
  }
  const { q, u } = operation(command, 'updates', position) as { q?: Document; u?: Document };
  const parts = [u?.$set, u?.$setOnInsert, u, q] as (Document | undefined)[];
  const values: Document = {};
  for (const path of paths) {
    const value = parts.map((part) => part && valueAt(part, path)).find((found) => found !== undefined);
    if (value !== undefined) values[path] = value;
  }
  return values;
}

function operation(command: Command, field: string, position: number): Document {
  const sequence = command.sequences?.get(field);
  if (sequence) {
    const bytes = splitDocuments(sequence)[position];
    return bytes ? deserialize(bytes, EXACT) : {};
  }
  const list: unknown = deserialize(command.spec, EXACT)[field];
  return Array.isArray(list) ? ((list as Document[])[position] ?? {}) : {};
}

/** An update names nested fields by their path, a document holds them nested. */
function valueAt(document: Document, path: string): unknown {
  if (document[path] !== undefined) return document[path];
  return path
    .split('.')
    .reduce<unknown>(
      (value, part) => (typeof value === 'object' && value !== null ? (value as Document)[part] : undefined),
      document,
    );
}
