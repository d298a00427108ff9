import { ERROR_CATALOGUE, type ErrorCode } from '@chowk/contracts/errors';
import { repliesOf, type ReplySpec, type RouteDeclaration } from '@chowk/runtime/http';
import { z } from 'zod';
import type {
  ZodOpenApiHeadersObject,
  ZodOpenApiResponseObject,
  ZodOpenApiResponsesObject,
} from 'zod-openapi';

/** What an operation answers, by status. */
export function responsesOf(spec: RouteDeclaration): ZodOpenApiResponsesObject {
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
  for (const [status, codes] of codesByStatus([...spec.allErrors, ...GATEWAY_ERRORS]))
    responses[statusKey(status)] ??= refusal(codes);
  return responses;
}

/** What the gateway may answer in place of any service. */
const GATEWAY_ERRORS: readonly ErrorCode[] = [
  'RATE_LIMITED',
  'OVERLOADED',
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_TIMEOUT',
];

const refusals = new Map<string, ZodOpenApiResponseObject>();

/** The answer that refuses with one of some codes; one object, so that the document names it once. */
function refusal(codes: readonly ErrorCode[]): ZodOpenApiResponseObject {
  const id = codes.map(pascalCase).join('Or');
  const response = refusals.get(id) ?? {
    // A component for what many operations refuse with; a longer list is one operation's own.
    ...(codes.length <= 2 && { id }),
    description: codes.map((code) => `${code}: ${ERROR_CATALOGUE[code].message}`).join('\n\n'),
    ...json(errorSchema(codes)),
  };
  refusals.set(id, response);
  return response;
}

const pascalCase = (code: string): string =>
  code.toLowerCase().replace(/(?:^|_)(\w)/g, (_match, letter: string) => letter.toUpperCase());

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
          data: z.object({ items: z.array(reply.item), ...reply.beside?.shape }),
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
  for (const code of [...new Set(codes)].sort()) {
    const { status } = ERROR_CATALOGUE[code];
    groups.set(status, [...(groups.get(status) ?? []), code]);
  }
  return [...groups].sort(([a], [b]) => a - b);
}
