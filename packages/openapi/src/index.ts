export { breakingChanges } from './compare.ts';
export { buildDocument, type OpenApiDocument } from './document.ts';
export { mergeDocuments } from './merge.ts';
export { publishedRoutes } from './published-routes.ts';
export { routeTables } from './route-tables.ts';
export { buildSocketDocument, type SocketContract, type SocketExtension } from './socket-document.ts';
