export { DevstackError, type DevstackErrorCode } from './errors.ts';
export { endOrphans } from './machine/pid-files.ts';
export { startStores, type StartStoresOptions, type Stores } from './stores/start-stores.ts';
export { type StoreControls, type StoreName } from './stores/ways.ts';
export { startService, type ServiceHandle, type StartServiceOptions } from './services/supervisor.ts';
export { startStack, type Stack, type StartStackOptions } from './services/start-stack.ts';
export { SERVICES, type ServiceName } from './services/topology.ts';
