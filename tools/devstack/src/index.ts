export { cleanData, cleanOrphans } from './clean.ts';
export { DevstackError, type DevstackErrorCode } from './errors.ts';
export { findChromium } from './machine/browser.ts';
export { endOrphans } from './machine/pid-files.ts';
export { beginStores, startStores, type StartStoresOptions, type Stores } from './stores/start-stores.ts';
export { seedDemoData } from './services/demo-data.ts';
export { type StoreControls, type StoreName } from './stores/ways.ts';
export { keepRunning } from './services/keep-running.ts';
export { startService, type ServiceHandle, type StartServiceOptions } from './services/supervisor.ts';
export {
  keyEnv,
  readKeyRing,
  SERVICE_KEY_STEPS,
  serviceKeys,
  stepServiceKey,
  writeKeyRing,
} from './services/service-keys.ts';
export { startStack, type Stack, type StartStackOptions } from './services/start-stack.ts';
export { SERVICES, type ServiceName } from './services/topology.ts';
export { logPrinter } from './services/log-printer.ts';
export { freePort } from './machine/ports.ts';
export { findUser } from './machine/users.ts';
export { onInterruption } from './machine/interruption.ts';
export { startTied, type TiedProcess } from './machine/tied-process.ts';
