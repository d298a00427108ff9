export { startComposed, testEnv, type ComposedService } from './composed.ts';
export { envelopeOf, listenToEvents, type EventLog } from './event-log.ts';
export { testClient, type TestAnswer } from './http-client.ts';
export { createTestKeys, type TestKeys } from './identities.ts';
export { callAs, quietLogger, startNeighbour } from './neighbours.ts';
export { HOME, Person, phoneNumber, type LiveConnection, type StreamEvent, type World } from './person.ts';
export { storeAddresses, testDatabase, uniqueName } from './stores.ts';
export { until } from './until.ts';
