import { defineRoute, replies, type ServiceContract } from '@chowk/runtime/http';
import { z } from 'zod';
import {
  breakingChanges,
  buildDocument,
  mergeDocuments,
  publishedRoutes,
  routeTables,
  type OpenApiDocument,
} from '../src/index.ts';

const money = z.object({ amount: z.int(), currency: z.string() }).meta({ id: 'Money' });
const thing = z
  .object({ id: z.string(), price: money, at: z.iso.datetime().optional() })
  .meta({ id: 'Thing', description: 'A thing.' });

const thingsContract = {
  listThings: defineRoute({
    method: 'get',
    path: '/api/v1/things',
    auth: 'optional',
    summary: 'List things',
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
    reply: replies.list(thing, { key: { _id: 1 } }),
  }),
  makeThing: defineRoute({
    method: 'post',
    path: '/api/v1/things',
    auth: ['merchant', 'admin'],
    summary: 'Make a thing',
    body: z.strictObject({ price: money, note: z.string().default('') }),
    idempotency: 'required',
    errors: ['PRODUCT_NOT_FOUND', 'SLUG_TAKEN'],
    reply: replies.data(z.object({ thing }), { status: 201 }),
  }),
  getThing: defineRoute({
    method: 'get',
    path: '/api/v1/things/:id',
    auth: 'user',
    summary: 'Get a thing',
    params: z.strictObject({ id: z.string() }),
    headers: z.object({ 'if-none-match': z.string().optional() }),
    errors: ['PRODUCT_NOT_FOUND'],
    reply: [replies.data(z.object({ thing }), { headers: { etag: 'Its version.' } }), replies.redirect(308)],
  }),
  getPicture: defineRoute({
    method: 'get',
    path: '/api/v1/things/:id/picture',
    auth: 'public',
    summary: 'Get the picture of a thing',
    params: z.strictObject({ id: z.string() }),
    streaming: true,
    reply: replies.file(['image/png', 'image/webp']),
  }),
  uploadPicture: defineRoute({
    method: 'put',
    path: '/api/v1/things/:id/picture',
    auth: 'user',
    summary: 'Upload the picture of a thing',
    params: z.strictObject({ id: z.string() }),
    bodyLimitBytes: 5_000_000,
    deadlineMs: 60_000,
    multipart: { fields: ['title'], files: { image: { contentTypes: ['image/png'], maxBytes: 4_000_000 } } },
    reply: replies.done(),
  }),
  lookInside: defineRoute({
    method: 'get',
    path: '/api/v1/dev/things',
    auth: 'public',
    summary: 'Look inside',
    development: true,
    reply: replies.done(),
  }),
};
const contract: ServiceContract = {
  service: 'catalog',
  title: 'Catalog',
  capabilities: { things: thingsContract },
};

// The document is read as JSON by others, so it is here.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const asJson = (document: OpenApiDocument): any => JSON.parse(JSON.stringify(document));
const document = asJson(buildDocument(contract, '1.0.0'));

test('paths, operations and tags are those of the declarations, without pages for developers', () => {
  expect(Object.keys(document.paths)).toEqual([
    '/api/v1/things',
    '/api/v1/things/{id}',
    '/api/v1/things/{id}/picture',
  ]);
  const { get } = document.paths['/api/v1/things'];
  expect(get).toMatchObject({ operationId: 'listThings', summary: 'List things', tags: ['Catalog: things'] });
});

test('a list has its items, its next cursor, and its query as parameters', () => {
  const { get } = document.paths['/api/v1/things'];
  expect(get.parameters).toEqual([
    { in: 'query', name: 'limit', schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 } },
  ]);
  const { schema } = get.responses['200'].content['application/json'];
  expect(schema.properties.data.properties.items.items).toEqual({ $ref: '#/components/schemas/Thing' });
  expect(schema.properties.meta.properties.nextCursor.type).toEqual(['string', 'null']);
  expect(get.responses['400']).toEqual({ $ref: '#/components/responses/BadRequestOrInvalidCursor' });
  const refusal = document.components.responses.BadRequestOrInvalidCursor;
  expect(refusal.content['application/json'].schema.properties.code.enum).toEqual([
    'BAD_REQUEST',
    'INVALID_CURSOR',
  ]);
});

test('a named schema is one component; what a request may leave out, it need not send', () => {
  expect(document.components.schemas.Thing.properties.price).toEqual({ $ref: '#/components/schemas/Money' });
  const body = document.paths['/api/v1/things'].post.requestBody.content['application/json'].schema;
  expect(body.required).toEqual(['price']);
  expect(body.additionalProperties).toBe(false);
});

test('a strict schema stays strict, an open one may grow in answers, and a description hides nothing', () => {
  const strict = z.strictObject({ amount: z.int() }).meta({ id: 'Strict' });
  const open = z.object({ a: z.string(), map: z.record(z.string(), z.int()) }).meta({ id: 'Open' });
  const fields = { strict, described: strict.describe('the price'), open };
  const route = defineRoute({
    method: 'post',
    path: '/both',
    auth: 'user',
    summary: 'Do both',
    body: z.strictObject(fields),
    reply: replies.data(z.object(fields)),
  });
  const both = asJson(
    buildDocument({ service: 'x', title: 'X', capabilities: { both: { both: route } } }, '1'),
  );
  expect(Object.keys(both.components.schemas).sort()).toEqual(['ErrorDetail', 'Open', 'Strict']);
  expect(both.components.schemas.Strict.additionalProperties).toBe(false);
  expect(both.components.schemas.Open.additionalProperties).toBeUndefined();
  expect(both.components.schemas.Open.properties.map.additionalProperties.type).toBe('integer');
  const body = both.paths['/both'].post.requestBody.content['application/json'].schema;
  expect(body.properties.described).toEqual({
    $ref: '#/components/schemas/Strict',
    description: 'the price',
  });
});

test('who may call, which key is needed and what is refused is said', () => {
  const { post, get } = document.paths['/api/v1/things'];
  expect(post.description).toBe('For merchant, admin.');
  expect(post.security).toEqual([{ accessToken: [] }]);
  expect(get.security).toEqual([{}, { accessToken: [] }]);
  expect(document.paths['/api/v1/things/{id}/picture'].get.security).toEqual([]);
  expect(post.parameters).toMatchObject([{ in: 'header', name: 'Idempotency-Key', required: true }]);
  expect(Object.keys(post.responses)).toEqual([
    '201',
    '400',
    '401',
    '403',
    '404',
    '409',
    '413',
    '415',
    '422',
    '429',
    '500',
    '503',
    '504',
  ]);
  expect(post.responses['409'].$ref).toBe('#/components/responses/IdempotencyInProgressOrSlugTaken');
  expect(post.responses['429'].$ref).toBe('#/components/responses/RateLimited');
});

test('an ETag brings 304 along, and several answers stand side by side', () => {
  const { responses } = document.paths['/api/v1/things/{id}'].get;
  expect(responses['200'].headers.etag.description).toBe('Its version.');
  expect(responses['304'].content).toBeUndefined();
  expect(responses['308'].headers.location).toBeDefined();
});

test('files, streams and uploads have their content types', () => {
  const { get, put } = document.paths['/api/v1/things/{id}/picture'];
  expect(Object.keys(get.responses['200'].content)).toEqual(['image/png', 'image/webp']);
  const form = put.requestBody.content['multipart/form-data'].schema;
  expect(form.properties.image).toMatchObject({ type: 'string', format: 'binary' });
});

describe('several services', () => {
  const other: ServiceContract = {
    service: 'orders',
    title: 'Orders',
    capabilities: { parcels: { getParcel: { ...thingsContract.getThing, path: '/api/v1/parcels/:id' } } },
  };
  const info = { title: 'Chowk', version: '1.0.0' };

  test('are one document', () => {
    const merged = mergeDocuments(info, [buildDocument(contract, '1'), buildDocument(other, '1')]);
    expect(merged.info).toEqual(info);
    expect(Object.keys(merged.paths!)).toContain('/api/v1/parcels/{id}');
    expect(Object.keys(merged.components!.schemas!).sort()).toEqual(['ErrorDetail', 'Money', 'Thing']);
  });

  test.each([
    ['one operation', { getThing2: thingsContract.getThing }, 'get /api/v1/things/{id} is declared twice'],
    [
      'one operationId',
      { getThing: { ...thingsContract.getThing, path: '/other/:id' } },
      'two operations are called getThing',
    ],
    [
      'one schema name with two meanings',
      {
        getLike: {
          ...thingsContract.getThing,
          path: '/like/:id',
          reply: replies.data(z.object({ id: z.int() }).meta({ id: 'Thing' })),
        },
      },
      'Thing of schemas means two things',
    ],
  ])('that claim %s are refused', (_what, routes, message) => {
    const rival = { service: 'orders', title: 'Orders', capabilities: { rival: routes } };
    expect(() => mergeDocuments(info, [buildDocument(contract, '1'), buildDocument(rival, '1')])).toThrow(
      message,
    );
  });
});

describe('against the document before', () => {
  const before = buildDocument(contract, '1');
  const changed = (routes: ServiceContract['capabilities'][string]) =>
    breakingChanges(
      before,
      buildDocument({ ...contract, capabilities: { things: { ...thingsContract, ...routes } } }, '2'),
    );
  const { getThing, makeThing } = thingsContract;

  test('nothing is broken by nothing, nor by a new route or a new optional field', () => {
    expect(changed({})).toEqual([]);
    expect(changed({ another: { ...getThing, path: '/another/:id' } })).toEqual([]);
    const body = z.strictObject({ price: money, note: z.string().default(''), hint: z.string().optional() });
    expect(changed({ makeThing: { ...makeThing, body } })).toEqual([]);
  });

  test.each<[string, ServiceContract['capabilities'][string]]>([
    ['an operation that is gone', { getThing: { ...getThing, path: '/elsewhere/:id' } }],
    [
      'a field that has become required',
      { makeThing: { ...makeThing, body: z.strictObject({ price: money, note: z.string() }) } },
    ],
    [
      'a field of an answer with another type',
      { getThing: { ...getThing, reply: replies.data(z.object({ thing: z.string() })) } },
    ],
  ])('%s is a breaking change', (_what, routes) => {
    expect(changed(routes).length).toBeGreaterThan(0);
  });
});

test('the gateway gets a row for each route, with its limits', () => {
  const rows = publishedRoutes(contract);
  expect(rows).toContainEqual({
    operationId: 'uploadPicture',
    service: 'catalog',
    method: 'put',
    path: '/api/v1/things/:id/picture',
    auth: 'user',
    rateClass: 'default',
    bodyLimitBytes: 5_000_000,
    deadlineMs: 60_000,
  });
  expect(rows.find(({ operationId }) => operationId === 'lookInside')).toMatchObject({ development: true });
  expect(rows.find(({ operationId }) => operationId === 'getPicture')).toMatchObject({ streaming: true });
});

test('the tables for readers have a line for each route', () => {
  const tables = routeTables([contract]);
  expect(tables).toContain('## Catalog (`catalog`)');
  expect(tables).toContain(
    '| POST | `/api/v1/things` | merchant, admin | Make a thing | 201 | `PRODUCT_NOT_FOUND` `SLUG_TAKEN` | required |',
  );
  expect(tables).toContain('Look inside (development only)');
});
