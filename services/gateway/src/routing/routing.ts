// The door of routing: where a request goes.
export { canonicalPath, isSafePath } from './canonical-path.ts';
export { UPSTREAMS, type GatewayRoute, type Upstream } from './gateway-route.ts';
export { createRouteMatcher, type RouteMatcher } from './route-matcher.ts';
