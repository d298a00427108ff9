import type { PublishedRoute } from '@chowk/contracts/http';
import { gatewayRoute, SOCKET_ROUTE, type GatewayRoute } from './gateway-route.ts';

/** What an address and a method lead to: a route, the methods that the address takes, or nothing. */
export type RouteMatch = { route: GatewayRoute } | { allowed: readonly string[] } | undefined;

export type RouteMatcher = (method: string, path: string) => RouteMatch;

/** One segment further along the paths. Literal segments go before parameters. */
interface Node {
  literals: Map<string, Node>;
  parameter?: Node;
  /** Routes that end here, by method in capitals. */
  routes: Map<string, GatewayRoute>;
}

const newNode = (): Node => ({ literals: new Map(), routes: new Map() });

/**
 * Finds routes by their declared paths: a tree by segments, so that the cost of a look-up is the length of the
 * path. HEAD is answered by the GET route unless there is one of its own.
 * @throws Error when two routes are the same
 */
export function createRouteMatcher(published: readonly PublishedRoute[]): RouteMatcher {
  const root = newNode();
  for (const entry of published) {
    const route = gatewayRoute(entry);
    if (route) add(root, entry.method.toUpperCase(), route);
  }
  return (method, path) => {
    if (path.startsWith(SOCKET_ROUTE.path)) return { route: SOCKET_ROUTE };
    const node = find(root, path.split('/'), 1);
    if (!node) return undefined;
    const route = node.routes.get(method) ?? (method === 'HEAD' ? node.routes.get('GET') : undefined);
    return route ? { route } : { allowed: [...node.routes.keys()] };
  };
}

function add(root: Node, method: string, route: GatewayRoute): void {
  let node = root;
  for (const segment of route.path.split('/').slice(1)) {
    if (segment.startsWith(':')) node = node.parameter ??= newNode();
    else {
      const next = node.literals.get(segment) ?? newNode();
      node.literals.set(segment, next);
      node = next;
    }
  }
  if (node.routes.has(method)) throw new Error(`${method} ${route.path} is there twice`);
  node.routes.set(method, route);
}

/** The node at the end of the path that has routes; a literal that leads nowhere gives way to a parameter. */
function find(node: Node, segments: readonly string[], at: number): Node | undefined {
  if (at === segments.length) return node.routes.size > 0 ? node : undefined;
  const segment = segments[at]!;
  const literal = node.literals.get(segment);
  const found = literal && find(literal, segments, at + 1);
  if (found) return found;
  return node.parameter && segment !== '' ? find(node.parameter, segments, at + 1) : undefined;
}
