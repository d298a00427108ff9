import type { RouteDeclaration, ServiceContract } from '@chowk/runtime/http';
import { z } from 'zod';
import {
  createDocument,
  type CreateDocumentOptions,
  type oas31,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import { responsesOf } from './responses.ts';

/** An OpenAPI 3.1 document, https://spec.openapis.org/oas/v3.1.1.html */
export type OpenApiDocument = ReturnType<typeof createDocument>;

/** `/orders/:id` as OpenAPI writes it: `/orders/{id}`. */
const openApiPath = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

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
    { override: openAnswers },
  );
}

/**
 * Answers may grow: a client that reads them must bear fields that it does not know, unless a schema is strict
 * of itself, such as money. It also makes a schema the same in requests and answers, so that both are one type.
 */
export const openAnswers: NonNullable<CreateDocumentOptions['override']> = ({
  jsonSchema,
  zodSchema,
  io,
}) => {
  if (jsonSchema.additionalProperties !== false) return;
  const { def } = zodSchema._zod;
  const isStrict = def.type === 'object' && (def as z.core.$ZodObjectDef).catchall !== undefined;
  // Beside a reference it would refuse every field of what is referred to.
  if ((io === 'output' && !isStrict) || jsonSchema.$ref !== undefined) delete jsonSchema.additionalProperties;
};

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
  .meta({
    description:
      'Names this request: sent again with the same key it has its effect once. 16 characters or more where nobody is signed in.',
  });

function headersOf(spec: RouteDeclaration): { header?: z.ZodObject } {
  const own = (spec.headers as z.ZodObject | undefined)?.shape ?? {};
  const key = spec.idempotency && {
    'Idempotency-Key': spec.idempotency === 'required' ? idempotencyKey : idempotencyKey.optional(),
  };
  const shape = { ...own, ...key };
  return Object.keys(shape).length > 0 ? { header: z.object(shape) } : {};
}

function requestBodyOf(spec: RouteDeclaration): ZodOpenApiOperationObject['requestBody'] {
  if (spec.body)
    return {
      required: !spec.body.safeParse(undefined).success,
      content: { 'application/json': { schema: spec.body } },
    };
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
