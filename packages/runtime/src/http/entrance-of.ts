import type { ServerOptions } from 'node:http';
import type { z } from 'zod';
import type { baseConfigSchema } from '../config/base-config.ts';
import type { Health } from '../lifecycle/health.ts';
import { openEntrance, type HttpEntrance } from './listen.ts';

type EntranceConfig = Pick<
  z.output<typeof baseConfigSchema>,
  'HOST' | 'PORT' | 'HTTP_KEEP_ALIVE_MS' | 'SHUTDOWN_DELAY_MS' | 'SHUTDOWN_GRACE_MS'
>;

/** Kept of the grace for what comes after the last answer: consumers, jobs, outbox, connections. */
const REST_MS = 5_000;
/** On top of the time after which clients give an idle connection up: their clocks, and the way. */
const MARGIN_MS = 500;
/** A client that keeps a connection for longer than that without a word is a balancer's, which has been told. */
const MAX_IDLE_MS = 5_500;

/** The HTTP server of a process as its settings have it. */
export const entranceOf = (
  config: EntranceConfig,
  health: Health,
  server: ServerOptions = {},
): Promise<HttpEntrance> =>
  openEntrance({
    host: config.HOST,
    port: config.PORT,
    health,
    server,
    keepAliveMs: config.HTTP_KEEP_ALIVE_MS,
    // Without a delay nobody is to be waited for.
    idleMs: config.SHUTDOWN_DELAY_MS === 0 ? 0 : Math.min(config.HTTP_KEEP_ALIVE_MS + MARGIN_MS, MAX_IDLE_MS),
    drainMs: Math.max(1_000, config.SHUTDOWN_GRACE_MS - config.SHUTDOWN_DELAY_MS - REST_MS),
  });
