export type { Capability } from './capability.ts';
export type { RetentionRule } from './retention.ts';
export { migrateDatabase } from './migrate-database.ts';
export { chassisConfigSchema } from './chassis-config.ts';
export { openChassis, type Chassis } from './chassis.ts';
