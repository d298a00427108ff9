import { ERROR_CATALOGUE, type ErrorCode } from '@chowk/contracts/errors';
import { repliesOf, type ReplySpec, type RouteDeclaration, type ServiceContract } from '@chowk/runtime/http';
import { z } from 'zod';
import {
  createDocument,
  type oas31,
  type ZodOpenApiHeadersObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';

/** An OpenAPI 3.1 document, https://spec.openapis.org/oas/v3.1.1.html */
export type OpenApiDocument = ReturnType<typeof createDocument>;

/** `/orders/:id` as OpenAPI writes it: `/orders/{id}`. */
export const openApiPath = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

/** The API document of one service. Pages for developers are left out: they are not part of the contract. */
export function buildDocument(contract: ServiceContract, version: string): OpenApiDocument {
  const paths: ZodOpenApiPathsObject = {};
  for (const [capability, routes] of Object.entries(contract.capabilities)) {
    for (const [operationId, spec] of Object.entries(routes)) {
      if (spec.development) continue;
      const operation = operationOf(operationId, spec, `${contract.title}: ${capability}`);
      paths[openApiPath(spec.path)] = { ...paths[openApiPath(spec.path)], [spec.method]: operation };
    }
  }
  return createDocument(
    {
      openapi: '3.1.1',
      info: { title: contract.title, version },
      paths,
      components: {
        securitySchemes: {
          accessToken: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description: 'The access token that signing in answers.',
          },
        },
      },
    },
    {
      override: ({ jsonSchema, io }) => {
        // Answers may grow: a client that reads them must bear fields that it does not know. It also makes a
        // schema the same in requests and answers, so that both are one named type.
        if (io === 'output' && jsonSchema.additionalProperties === false)
          delete jsonSchema.additionalProperties;
      },
    },
  );
}

function operationOf(operationId: string, spec: RouteDeclaration, tag: string): ZodOpenApiOperationObject {
  const body = requestBodyOf(spec);
  return {
    operationId,
    summary: spec.summary,
    tags: [tag],
    ...descriptionOf(spec),
    security: securityOf(spec),
    requestParams: {
      ...(spec.params && { path: spec.params as z.ZodObject }),
      ...(spec.query && { query: spec.query as z.ZodObject }),
      ...headersOf(spec),
    },
    ...(body && { requestBody: body }),
    responses: responsesOf(spec),
    ...(spec.sunset !== undefined && { deprecated: true }),
  };
}

function descriptionOf({ auth, description, sunset }: RouteDeclaration): { description?: string } {
  const parts = [
    description,
    typeof auth === 'string' ? undefined : `For ${auth.join(', ')}.`,
    sunset === undefined ? undefined : `Ends on ${sunset}.`,
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? { description: parts.join('\n\n') } : {};
}

function securityOf({ auth }: RouteDeclaration): Array<Record<string, string[]>> {
  if (auth === 'public') return [];
  if (auth === 'optional') return [{}, { accessToken: [] }];
  return [{ accessToken: [] }];
}

const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/)
  .meta({ description: 'Names this request: sent again with the same key it has its effect once.' });

function headersOf(spec: RouteDeclaration): { header?: z.ZodObject } {
  const own = (spec.headers as z.ZodObject | undefined)?.shape ?? {};
  const key = spec.idempotency && {
    'Idempotency-Key': spec.idempotency === 'required' ? idempotencyKey : idempotencyKey.optional(),
  };
  const shape = { ...own, ...key };
  return Object.keys(shape).length > 0 ? { header: z.object(shape) } : {};
}

function requestBodyOf(spec: RouteDeclaration): ZodOpenApiOperationObject['requestBody'] {
  if (spec.body) return { required: true, content: { 'application/json': { schema: spec.body } } };
  if (spec.rawBody)
    return {
      required: true,
      content: Object.fromEntries(
        spec.rawBody.contentTypes.map((type) => [type, { schema: { type: 'string' as const } }]),
      ),
    };
  if (!spec.multipart) return undefined;
  const binary = { type: 'string' as const, format: 'binary' };
  const properties: Record<string, oas31.SchemaObject> = {};
  for (const field of spec.multipart.fields) properties[field] = { type: 'string' };
  for (const [name, { contentTypes, maxBytes, maxCount = 1 }] of Object.entries(spec.multipart.files)) {
    const described = { ...binary, description: `${contentTypes.join(', ')}; at most ${maxBytes} bytes` };
    properties[name] = maxCount === 1 ? described : { type: 'array', maxItems: maxCount, items: described };
  }
  return { required: true, content: { 'multipart/form-data': { schema: { type: 'object', properties } } } };
}

function responsesOf(spec: RouteDeclaration): ZodOpenApiResponsesObject {
  const responses: ZodOpenApiResponsesObject = {};
  for (const reply of repliesOf(spec)) {
    const headers = replyHeadersOf(spec, reply);
    responses[statusKey(reply.status)] = {
      description: DESCRIPTIONS[reply.kind],
      ...(headers && { headers }),
      ...contentOf(reply),
    };
    if (spec.method === 'get' && reply.headers?.['etag'] !== undefined)
      responses['304'] = { description: 'Not changed since the ETag in If-None-Match.' };
  }
  for (const [status, codes] of codesByStatus(spec.allErrors)) {
    responses[statusKey(status)] ??= {
      description: codes.map((code) => `${code}: ${ERROR_CATALOGUE[code].message}`).join('\n\n'),
      content: { 'application/json': { schema: errorSchema(codes) } },
    };
  }
  return responses;
}

/** OpenAPI's keys are status codes as text. */
const statusKey = (status: number) => `${status}` as '200';

const DESCRIPTIONS: Record<ReplySpec['kind'], string> = {
  data: 'Done.',
  list: 'A page of the list.',
  file: 'The file.',
  redirect: 'Somewhere else, see Location.',
};

function replyHeadersOf(spec: RouteDeclaration, reply: ReplySpec): ZodOpenApiHeadersObject | undefined {
  const described: Record<string, string> = {
    ...reply.headers,
    ...(reply.kind === 'redirect' && { location: 'The other address.' }),
    ...(spec.idempotency && {
      'Idempotency-Replayed': 'true when this is the first answer to this Idempotency-Key again.',
    }),
  };
  const entries = Object.entries(described);
  if (entries.length === 0) return undefined;
  return Object.fromEntries(
    entries.map(([name, description]) => [name, { description, schema: { type: 'string' as const } }]),
  );
}

const message = z.string().optional().meta({ description: 'Words for people.' });

function contentOf(reply: ReplySpec): Pick<ZodOpenApiResponseObject, 'content'> {
  switch (reply.kind) {
    case 'data':
      return json(z.object({ success: z.literal(true), data: reply.data, message }));
    case 'list':
      return json(
        z.object({
          success: z.literal(true),
          data: z.object({ items: z.array(reply.item) }),
          message,
          meta: z.object({
            nextCursor: z
              .string()
              .nullable()
              .meta({ description: 'Send as `cursor` for the next page; null on the last one.' }),
          }),
        }),
      );
    case 'file':
      return {
        content: Object.fromEntries(
          reply.contentTypes.map((type) => [type, { schema: { type: 'string' as const, format: 'binary' } }]),
        ),
      };
    case 'redirect':
      return {};
  }
}

const json = (schema: z.ZodType) => ({ content: { 'application/json': { schema } } });

const errorDetail = z
  .looseObject({
    path: z.string().optional().meta({ description: 'The field, dotted, as in lines.0.quantity.' }),
    message: z.string().optional(),
  })
  .meta({ id: 'ErrorDetail', description: 'One problem, with facts about it.' });

const errorSchema = (codes: readonly ErrorCode[]): z.ZodObject =>
  z.object({
    success: z.literal(false),
    error: z.string().meta({ description: 'Words for people.' }),
    code: z.enum(codes),
    requestId: z.string().meta({ description: 'Names the request in our logs.' }),
    details: z.array(errorDetail).optional(),
  });

function codesByStatus(codes: readonly ErrorCode[]): Array<[number, ErrorCode[]]> {
  const groups = new Map<number, ErrorCode[]>();
  for (const code of [...codes].sort()) {
    const { status } = ERROR_CATALOGUE[code];
    groups.set(status, [...(groups.get(status) ?? []), code]);
  }
  return [...groups].sort(([a], [b]) => a - b);
}
