export type { Capability } from './capability.ts';
export { migrateDatabase } from './migrate-database.ts';
export { chassisConfigSchema, openChassis, type Chassis } from './chassis.ts';
