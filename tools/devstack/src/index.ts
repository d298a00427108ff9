export { DevstackError, type DevstackErrorCode } from './errors.ts';
export { startStores, type StartStoresOptions, type Stores } from './stores/start-stores.ts';
export { type StoreControls, type StoreName } from './stores/ways.ts';
