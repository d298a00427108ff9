import { deserialize, type Document } from 'bson';
import { splitDocuments } from './bson-slices.ts';
import type { Command } from './command.ts';
import { bsonColumn, type Database } from './database.ts';
import { ErrorCode, ServerError } from './server-error.ts';
import { Sql } from './statements.ts';
import { serializeReply } from './reply.ts';

/** Values keep their BSON types, so that what a reply quotes is what the client sent. */
const EXACT = { promoteValues: false, bsonRegExp: true } as const;

export type DuplicateKey = {
  errmsg: string;
  keyPattern: Document | undefined;
  keyValue: Document | undefined;
};

/**
 * Tells of a duplicate key as MongoDB does. The engine only names the index: its fields are looked up, and their
 * values are taken from the write that failed, as far as it states them.
 */
export class DuplicateKeys {
  readonly #database: Database;
  #patterns = new Map<string, Document>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Indexes may have changed: forget what was known of them. */
  forgetIndexes(): void {
    this.#patterns = new Map();
  }

  /** `engineMessage` is the engine's text, `index` the place of the failed write in its command. */
  async describe(command: Command, engineMessage: string, index: number): Promise<DuplicateKey> {
    const indexName = /Index '([^']+)'/.exec(engineMessage)?.[1] ?? '_id_';
    const keyPattern = await this.#pattern(command.db, command.collection ?? '', indexName);
    const keyValue = keyPattern && valuesOf(Object.keys(keyPattern), candidates(command, index));
    const namespace = `${command.db}.${command.collection}`;
    return {
      errmsg: `E11000 duplicate key error collection: ${namespace} index: ${indexName} dup key: ${JSON.stringify(keyValue ?? {})}`,
      keyPattern,
      keyValue,
    };
  }

  /** The same as an error, for commands that fail as a whole. */
  async toError(command: Command, engineMessage: string): Promise<ServerError> {
    const { errmsg, keyPattern, keyValue } = await this.describe(command, engineMessage, 0);
    return new ServerError(ErrorCode.DuplicateKey, errmsg, {
      details: { ...(keyPattern && { keyPattern }), ...(keyValue && { keyValue }) },
    });
  }

  async #pattern(db: string, collection: string, indexName: string): Promise<Document | undefined> {
    if (indexName === '_id_') return { _id: 1 };
    const key = (name: string): string => `${db}.${collection}\0${name}`;
    if (!this.#patterns.has(key(indexName))) {
      const patterns = this.#patterns;
      const [page] = await this.#database.first(Sql.listIndexes, [
        db,
        serializeReply({ listIndexes: collection }),
      ]);
      const indexes = deserialize(bsonColumn(page)) as {
        cursor: { firstBatch: { name: string; key: Document }[] };
      };
      for (const index of indexes.cursor.firstBatch) patterns.set(key(index.name), index.key);
    }
    return this.#patterns.get(key(indexName));
  }
}

/** The documents in which a write may state the values of a key, the most telling first. */
function candidates(command: Command, index: number): Document[] {
  switch (command.name) {
    case 'insert':
      return [operation(command, 'documents', index)];
    case 'update': {
      const { q, u } = operation(command, 'updates', index);
      return updateCandidates(q, u);
    }
    case 'findAndModify': {
      const { query, update } = deserialize(command.spec, EXACT);
      return updateCandidates(query, update);
    }
    default:
      return [];
  }
}

function operation(command: Command, field: string, index: number): Document {
  const sequence = command.sequences?.get(field);
  if (sequence) {
    const bytes = splitDocuments(sequence)[index];
    return bytes ? deserialize(bytes, EXACT) : {};
  }
  const list: unknown = deserialize(command.spec, EXACT)[field];
  return Array.isArray(list) ? ((list as Document[])[index] ?? {}) : {};
}

function updateCandidates(query: Document | undefined, update: Document | undefined): Document[] {
  const parts: (Document | undefined)[] = [update?.$set, update?.$setOnInsert, update, query];
  return parts.filter((part): part is Document => part !== undefined && !Array.isArray(part));
}

function valuesOf(paths: string[], documents: Document[]): Document {
  return Object.fromEntries(
    paths.map((path) => [
      path,
      documents.map((document) => valueAt(document, path)).find((value) => value !== undefined) ?? null,
    ]),
  );
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
