export { createTestAccessTokens, type TestAccessTokens } from './access-tokens.ts';
export { envelopeOf, listenToEvents, type EventLog } from './event-log.ts';
export { heapBytes, heapProbe } from './heap-probe.ts';
export { testClient, type TestResponse } from './http-client.ts';
export { createTestKeys, type TestKeys } from './identities.ts';
export { startInProcess, testEnv, type InProcessService } from './in-process.ts';
export { startLoad, type Load, type LoadRequest } from './keep-alive-load.ts';
export { openManySockets, type SocketHandshake } from './many-sockets.ts';
export { inr } from './money.ts';
export { callAs, quietLogger, startPeerService } from './peer-services.ts';
export { shiftedClock } from './shifted-clock.ts';
export { spawnProcess, spawnService, type SpawnedProcess, type SpawnedService } from './spawn-service.ts';
export { mongoUriThrough, storeAddresses, testDatabase, uniqueName } from './stores.ts';
export { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
export {
  ADDRESS,
  phoneNumber,
  TestUser,
  type LiveConnection,
  type StreamEvent,
  type TestStack,
} from './test-user.ts';
export { until } from './until.ts';
export { verifiedLedger } from './verified-ledger.ts';
