// The door of pipeline: what every request goes through.
export { createRequestHandler } from './handle-request.ts';
export { createUpgradeHandler } from './handle-upgrade.ts';
export { createOwnRoutes } from './own-routes.ts';
