import { adminCommands } from './admin.ts';
import type { Handler } from './handler.ts';
import { handshakeCommands } from './handshake.ts';
import { planCommands } from './plans.ts';
import { readCommands } from './reads.ts';
import { sessionCommands } from './sessions.ts';
import { writeCommands } from './writes.ts';

/** Every command that the gateway knows, by its name. */
export const commandTable: ReadonlyMap<string, Handler> = new Map(
  Object.entries({
    ...handshakeCommands,
    ...readCommands,
    ...writeCommands,
    ...sessionCommands,
    ...adminCommands,
    ...planCommands,
  }),
);
