import type { AttentionSource } from '@chowk/attention';
import type { HandledJob, Recurrence } from '@chowk/jobs';
import type { AnySubscription } from '@chowk/messaging';
import type { Route, RunningHttpServer } from '@chowk/runtime/http';
import type { PeriodicTaskOptions } from '@chowk/runtime/lifecycle';
import type { z } from 'zod';
import type { CollectionModel } from './collections.ts';
import type { RetentionRule } from './retention.ts';

/**
 * A capability as its door gives it: what the service must mount for it, and the `api` that other capabilities
 * use. Nothing runs before `mount`.
 */
export interface Capability<Api = unknown> {
  name: string;
  /** What other capabilities of the service, and its gRPC server, may call. */
  api: Api;
  /** Models whose collections and indexes it owns. */
  collections?: readonly CollectionModel[];
  /** What of them goes after a time that is a setting; the README has a line for every collection. */
  retention?: readonly RetentionRule[];
  routes?: readonly Route[];
  subscriptions?: readonly AnySubscription[];
  /** Durable work: what runs a kind of job. */
  jobs?: readonly HandledJob[];
  /** Jobs that are scheduled at each tick of a cadence, by whichever replica is first. */
  recurring?: ReadonlyArray<Recurrence<z.ZodType>>;
  /** What every replica does every so often, and forgets when it dies. */
  tasks?: ReadonlyArray<Omit<PeriodicTaskOptions, 'logger'>>;
  /** Stuck work of its own that people must see, one source for a kind; parked jobs are the chassis's. */
  attention?: readonly AttentionSource[];
  /** Runs once collections and migrations are there, ahead of everything that serves. */
  start?(): Promise<void>;
  /** What the HTTP server carries beside its routes, such as sockets. Its stop comes ahead of the server's. */
  attach?(server: RunningHttpServer): { stop(): Promise<void> };
  /** Ends what `start` began; comes when no request, call or event is under way any more. */
  stop?(): Promise<void>;
}
