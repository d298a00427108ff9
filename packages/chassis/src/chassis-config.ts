import {
  baseConfigSchema,
  grpcConfigSchema,
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
});
export type ChassisConfig = z.output<typeof chassisConfigSchema>;
