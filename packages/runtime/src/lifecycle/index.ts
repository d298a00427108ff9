export { backoffMs, type Backoff } from './backoff.ts';
export { systemClock, type Clock } from './clock.ts';
export { followStoreClock } from './follow-store-clock.ts';
export { Health } from './health.ts';
export { withHeartbeat } from './heartbeat.ts';
export { PeriodicTask, type PeriodicTaskOptions } from './periodic-task.ts';
export { runCommand, type CommandContext } from './run-command.ts';
export {
  runService,
  type ServiceAddresses,
  type ServiceContext,
  type ServingContext,
} from './run-service.ts';
export { ShutdownStack } from './shutdown-stack.ts';
export { StoreClock } from './store-clock.ts';
