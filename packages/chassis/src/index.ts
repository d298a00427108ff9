export type { Capability } from './capability.ts';
export { chassisConfigSchema, openChassis, type Chassis } from './chassis.ts';
