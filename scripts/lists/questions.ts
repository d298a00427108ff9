import { repliesOf, type RouteDeclaration, type ServiceContract } from '@chowk/runtime/http';
import { z } from 'zod';

/** A list that a contract declares. */
export interface ListRoute {
  operationId: string;
  path: string;
  route: RouteDeclaration;
}

/** Every route of a service that answers a page of a list. */
export const listsOf = ({ capabilities }: ServiceContract): ListRoute[] =>
  Object.values(capabilities).flatMap((routes) =>
    Object.entries(routes)
      .filter(([, route]) => repliesOf(route).some(({ kind }) => kind === 'list'))
      .map(([operationId, route]) => ({ operationId, path: route.path, route })),
  );

/** What parameters of paths and queries are asked by, where their declaration does not say it: see `rows.ts`. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  'categories/:id': ['cat_reader'],
  'stores/:id': ['str_reader'],
  'cars/:id': ['car_reader'],
  q: ['thing', 'rare', 'thing rare'],
  category: ['cat_reader'],
  store: ['str_reader'],
  minPrice: ['5100'],
  maxPrice: ['5900'],
  city: ['Pune'],
  radius: ['3000', '20000'],
  kind: ['job'],
  item: ['job:job_1'],
};

/** Whether a list has pages, and not all on one. */
export const hasPages = ({ route }: ListRoute): boolean =>
  route.query instanceof z.ZodObject && 'cursor' in route.query.shape;

/** Parameters that a route needs to answer at all. */
const NEEDED: Readonly<Record<string, string>> = { lat: '18.52', lng: '73.82' };
const PAGING = new Set(['limit', 'cursor']);

/**
 * The paths, with queries, that ask for a list in each way that its declaration names: by each filter, in each
 * order, and by each filter in each order.
 * @throws Error naming a parameter that has no example
 */
export function questionsOf({ path, route }: ListRoute): string[] {
  const place = path.replace(/([\w-]+)\/:(\w+)/g, (_, before: string, name: string) => {
    const [example] = EXAMPLES[`${before}/:${name}`] ?? [];
    if (example === undefined) throw new Error(`${path}: ${before}/:${name} has no example`);
    return `${before}/${example}`;
  });
  const shape = route.query instanceof z.ZodObject ? (route.query.shape as Record<string, z.ZodType>) : {};
  const needed = Object.keys(shape).filter((name) => NEEDED[name] !== undefined);
  const given = needed.map((name) => `${name}=${NEEDED[name]}`);
  const filters = Object.entries(shape)
    .filter(([name]) => name !== 'sort' && !PAGING.has(name) && !needed.includes(name))
    .flatMap(([name, schema]) => valuesOf(path, name, schema));
  const orders = shape.sort ? valuesOf(path, 'sort', shape.sort) : [];
  return ['', ...filters].flatMap((filter) =>
    ['', ...orders].map((order) => {
      const query = [...given, filter, order].filter(Boolean).join('&');
      return query === '' ? place : `${place}?${query}`;
    }),
  );
}

function valuesOf(path: string, name: string, schema: z.ZodType): string[] {
  const values = choicesOf(schema) ?? EXAMPLES[name];
  if (!values) throw new Error(`${path}: ${name} has no example`);
  return values.map((value) => `${name}=${encodeURIComponent(value)}`);
}

/** What an enumeration allows, below what may be left out or has a default. */
function choicesOf(schema: z.ZodType): string[] | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return choicesOf(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodPipe) return choicesOf(schema.in as z.ZodType);
  if (!(schema instanceof z.ZodEnum)) return undefined;
  // Of yes and no the one that selects.
  return schema.options.map(String).filter((option) => option !== 'false');
}
