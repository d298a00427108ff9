import { secretKeyring } from '@chowk/keyring';
import {
  baseConfigSchema,
  grpcConfigSchema,
  integer,
  mongoConfigSchema,
  rabbitConfigSchema,
} from '@chowk/runtime/config';
import { z } from 'zod';

/** Settings of a service that has a database, consumes and publishes events, and answers gRPC. */
export const chassisConfigSchema = z.object({
  ...baseConfigSchema.shape,
  ...mongoConfigSchema.shape,
  ...rabbitConfigSchema.shape,
  ...grpcConfigSchema.shape,
  /** Pause in ms between two looks for rows that are older than they are kept. */
  RETENTION_SWEEP_MS: integer(3_600_000, 20),
  /** Signs the cursors of lists. */
  CURSOR_SECRET: secretKeyring('development-cursor-secret'),
});
export type ChassisConfig = z.output<typeof chassisConfigSchema>;
