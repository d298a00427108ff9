import {
  createGrpcClient,
  startGrpcServer,
  type GrpcClient,
  type GrpcImplementation,
  type GrpcServiceName,
} from '@chowk/contracts/grpc';
import { serverHooks, clientHooks } from '@chowk/runtime/grpc';
import { createIdentityVerifier } from '@chowk/runtime/identity';
import { createLogger } from '@chowk/runtime/log';
import type { TestKeys } from './identities.ts';

/** A quiet logger for tests. */
export const quietLogger = (service = 'test') => createLogger({ service, level: 'silent', pretty: false });

/**
 * A peer service that answers over real gRPC, with real identities, whatever the test says; methods left out
 * answer UNIMPLEMENTED. Give the address to the service under test.
 */
export async function startPeerService<Name extends GrpcServiceName>(
  service: Name,
  keys: TestKeys,
  implementation: Partial<GrpcImplementation<Name>>,
): Promise<{ address: string; stop(): Promise<void> }> {
  const verifier = createIdentityVerifier({ service, keys: keys.keySet });
  const running = await startGrpcServer({
    service,
    host: '127.0.0.1',
    port: 0,
    calls: serverHooks(verifier, quietLogger(service)),
    // The gRPC server answers UNIMPLEMENTED by itself for what has no handler.
    implementation: implementation as GrpcImplementation<Name>,
  });
  return { address: `127.0.0.1:${running.port}`, stop: () => running.stop() };
}

/**
 * A client that calls as one service, for tests of another's gRPC side: it shows every refusal as it came.
 * @param timeoutMs of each call; without it that of a service
 */
export const callAs = <Name extends GrpcServiceName>(
  caller: Parameters<TestKeys['signer']>[0],
  service: Name,
  address: string,
  keys: TestKeys,
  timeoutMs?: number,
): GrpcClient<Name> =>
  createGrpcClient<Name>({
    service,
    address,
    calls: clientHooks(keys.signer(caller), quietLogger()),
    expects: 'all',
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
