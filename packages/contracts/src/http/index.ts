export type { PublishedRoute } from './published-route.ts';
