export { startInProcess, testEnv, type InProcessService } from './in-process.ts';
export { envelopeOf, listenToEvents, type EventLog } from './event-log.ts';
export { testClient, type TestResponse } from './http-client.ts';
export { createTestKeys, type TestKeys } from './identities.ts';
export { callAs, quietLogger, startPeerService } from './peer-services.ts';
export { HOME, Person, phoneNumber, type LiveConnection, type StreamEvent, type World } from './person.ts';
export { storeAddresses, testDatabase, uniqueName } from './stores.ts';
export { until } from './until.ts';
