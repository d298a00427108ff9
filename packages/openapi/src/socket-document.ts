import type { z } from 'zod';
import { createDocument } from 'zod-openapi';
import { openAnswers, type OpenApiDocument } from './document.ts';

/** What travels on a socket: events of a stream, and messages about the socket itself; by name. */
export interface SocketContract {
  position: z.ZodType;
  events: Readonly<Record<string, z.ZodType>>;
  messages: Readonly<Record<string, z.ZodType>>;
}

interface Reference {
  $ref: string;
}

/** The extension of the document that tells of sockets: OpenAPI itself knows requests only. */
export interface SocketExtension {
  /** What every event of the stream has beside its own. */
  position: Reference;
  events: Record<string, Reference>;
  /** Null for a message that says nothing more. */
  messages: Record<string, Reference | null>;
}

const nameOf = (schema: z.ZodType): string => {
  const id = schema.meta()?.id;
  if (id === undefined) throw new Error('a schema of the socket contract has no name');
  return id;
};

const referenceTo = (schema: z.ZodType): Reference => ({ $ref: `#/components/schemas/${nameOf(schema)}` });

/** A document that has the schemas of the socket contract, and the extension `x-sockets` that names them. */
export function buildSocketDocument(contract: SocketContract, version: string): OpenApiDocument {
  const named = Object.values({ ...contract.events, ...contract.messages }).filter(isSomething);
  const schemas = Object.fromEntries([contract.position, ...named].map((schema) => [nameOf(schema), schema]));
  const extension: SocketExtension = {
    position: referenceTo(contract.position),
    events: mapValues(contract.events, referenceTo),
    messages: mapValues(contract.messages, (schema) => (isSomething(schema) ? referenceTo(schema) : null)),
  };
  const document = createDocument(
    { openapi: '3.1.1', info: { title: 'Sockets', version }, components: { schemas } },
    { override: openAnswers },
  );
  return { ...document, 'x-sockets': extension };
}

const isSomething = (schema: z.ZodType): boolean => schema.def.type !== 'undefined';

const mapValues = <Value, Result>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value) => Result,
): Record<string, Result> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
