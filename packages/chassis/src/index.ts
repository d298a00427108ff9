export type { Capability } from './capability.ts';
export type { RetentionRule } from './retention.ts';
export { chassisConfigSchema, openChassis, type Chassis } from './chassis.ts';
