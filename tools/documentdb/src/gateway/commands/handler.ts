import type { Command } from '../command.ts';
import type { Gateway } from '../gateway.ts';

export type ConnectionState = {
  id: number;
  /** The address that clients connect to, as `host:port`. */
  address: string;
};

/** Carries a command out and returns the reply as BSON. Failures are thrown. */
export type Handler = (
  command: Command,
  gateway: Gateway,
  connection: ConnectionState,
) => Promise<Buffer> | Buffer;
