export { chassisConfigSchema, openChassis, type Chassis } from './chassis.ts';
