import type { RequestListener } from 'node:http';
import type { BlockList } from 'node:net';
import type { IdentitySigner } from '@chowk/runtime/identity';
import type { Logger } from '@chowk/runtime/log';
import type { AccessControl } from '../access-control/access-control.ts';
import type { UpstreamPool } from '../proxy/proxy.ts';
import type { RouteMatcher, Upstream } from '../routing/routing.ts';
import type { OwnRoutes } from './own-routes.ts';

export interface PipelineDeps {
  access: AccessControl;
  match: RouteMatcher;
  upstreams: Record<Upstream, UpstreamPool>;
  signer: IdentitySigner;
  corsOrigins: ReadonlySet<string>;
  trustedProxies: BlockList;
  /** A keyed hash that names a client's network in the log, where no address may stand. */
  clientHash(address: string): string;
  /** The gateway's own addresses: health, error catalogue, API document. */
  pages: { serves(path: string): boolean; handle: RequestListener };
  /** The gateway's own routes for who is signed in. */
  ownRoutes: OwnRoutes;
  logger: Logger;
}
