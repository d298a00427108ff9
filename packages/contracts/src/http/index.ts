import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PublishedRoute } from './published-route.ts';

export type { PublishedRoute } from './published-route.ts';

const generated = (file: string): string =>
  readFileSync(join(import.meta.dirname, 'generated', file), 'utf8');

/** The routes of the published contract, made by `npm run contract` from what the services declare. */
export const PUBLISHED_ROUTES = JSON.parse(generated('routes.json')) as readonly PublishedRoute[];

/** The published API document (OpenAPI 3.1) as JSON. */
export const openApiJson = (): string => generated('openapi.json');
