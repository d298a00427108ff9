import type { GatewaySettings } from './gateway.ts';

/** What the starter tells the gateway's process, once. */
export type ToGateway = {
  dataDir: string;
  port: number;
  cacheDir: string | undefined;
  ephemeral: boolean;
  settings: Partial<GatewaySettings>;
};

/** What the gateway's process tells its starter. */
export type FromGateway =
  | { kind: 'progress'; message: string }
  | { kind: 'ready'; port: number }
  | { kind: 'failed'; reason: string };
