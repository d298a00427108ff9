import { setTimeout as sleep } from 'node:timers/promises';
import {
  Client,
  credentials,
  Metadata,
  status,
  type MethodDefinition,
  type ServiceError,
} from '@grpc/grpc-js';
import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { AppError } from '../errors/index.ts';
import { CLIENT_CHANNEL } from './channel.ts';
import {
  serviceDefinition,
  type GrpcServiceName,
  type MethodName,
  type RequestOf,
  type ResponseOf,
} from './definitions.ts';
import { RetryBudget } from './retry-budget.ts';
import { neighbourFailure, type ExpectedCodes } from './neighbour-error.ts';

/** What a call takes along from its context; packages/runtime provides it. */
export interface ClientHooks {
  /** Signed identity of this service for the called one. */
  identityFor(audience: string): string;
  /** Moment (epoch ms) at which the request being served must be answered, if any. */
  deadline(): number | undefined;
  /** Aborted when the one that the call is made for has left; the call is cancelled then. */
  signal(): AbortSignal | undefined;
  requestId(): string | undefined;
  /** A neighbour refused our identity or our input: a fault of ours, whoever asked us is told nothing of. */
  logRefusal?(refusal: AppError, method: string): void;
}

export interface GrpcClientOptions {
  service: GrpcServiceName;
  /** `host:port`, several separated by commas: calls go round robin. */
  address: string;
  calls: ClientHooks;
  /** Longest wait for one call in ms, also when the request's own deadline is later. */
  timeoutMs?: number;
  /** Of every call, where one does not say itself; `all` is for tests of a server. Default: none. */
  expects?: ExpectedCodes;
}

interface CallOptions {
  /** Codes of 400, 401, 403 and 422 that tell of what people asked for; any other of them is our own fault. */
  expects?: ExpectedCodes;
}

/** A typed client: one promise-returning function a method of the .proto. */
export type GrpcClient<Name extends GrpcServiceName> = {
  [M in MethodName<Name> as Uncapitalize<M>]: (
    request: RequestOf<Name, M>,
    options?: CallOptions,
  ) => Promise<ResponseOf<Name, M>>;
} & { close(): void };

const tracer = trace.getTracer('chowk.grpc');
const MAX_TRIES = 3;

const metadataSetter = { set: (carrier: Metadata, key: string, value: string) => carrier.set(key, value) };

/**
 * Makes a client of a service. Every method of our services is idempotent by contract, so a call that the
 * transport could not deliver (UNAVAILABLE) is tried again with jitter, inside the deadline and a retry
 * budget (at most one retry for ten calls, SRE book ch. 22). Nothing else is retried.
 *
 * Calls reject with AppError: the code that the service threw, UPSTREAM_UNAVAILABLE or UPSTREAM_TIMEOUT; and
 * SERVER_ERROR where the service refused us rather than what was asked for (see `neighbourFailure`); and
 * with the signal's reason when whom they are made for has left.
 */
export function createGrpcClient<Name extends GrpcServiceName>(options: GrpcClientOptions): GrpcClient<Name> {
  const { service, calls, timeoutMs = 5_000 } = options;
  const target = options.address.includes(',') ? `ipv4:${options.address}` : options.address;
  const channel = new Client(target, credentials.createInsecure(), CLIENT_CHANNEL);
  const budget = new RetryBudget();

  const attempt = (
    method: MethodDefinition<object, object>,
    request: object,
    deadline: number,
    signal: AbortSignal | undefined,
  ): Promise<object> =>
    new Promise((resolve, reject) => {
      const metadata = new Metadata();
      metadata.set('x-internal-identity', calls.identityFor(service));
      const requestId = calls.requestId();
      if (requestId !== undefined) metadata.set('x-request-id', requestId);
      propagation.inject(context.active(), metadata, metadataSetter);
      const cancel = (): void => started.cancel();
      const started = channel.makeUnaryRequest(
        method.path,
        method.requestSerialize,
        method.responseDeserialize,
        request,
        metadata,
        { deadline },
        (error, value) => {
          signal?.removeEventListener('abort', cancel);
          if (error) reject(error);
          else resolve(value!);
        },
      );
      signal?.addEventListener('abort', cancel);
    });

  const call = async (
    name: string,
    method: MethodDefinition<object, object>,
    request: object,
    { expects = options.expects ?? [] }: CallOptions,
  ): Promise<object> => {
    const deadline = Math.min(Date.now() + timeoutMs, calls.deadline() ?? Number.POSITIVE_INFINITY);
    const signal = calls.signal();
    const span = tracer.startSpan(`grpc ${service}.${name}`, { kind: SpanKind.CLIENT });
    try {
      return await context.with(trace.setSpan(context.active(), span), async () => {
        budget.recordCall();
        for (let tries = 1; ; tries++) {
          signal?.throwIfAborted();
          try {
            return await attempt(method, request, deadline, signal);
          } catch (error) {
            signal?.throwIfAborted();
            const pause = 50 * 2 ** tries * (0.5 + Math.random());
            const retry =
              (error as ServiceError).code === status.UNAVAILABLE &&
              tries < MAX_TRIES &&
              Date.now() + pause < deadline &&
              budget.take();
            if (!retry) {
              const failure = neighbourFailure(error as ServiceError, service, name, expects);
              if (failure.refusal) calls.logRefusal?.(failure.refusal, `${service}.${name}`);
              throw failure.error;
            }
            await sleep(pause);
          }
        }
      });
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  };

  const methods = Object.entries(serviceDefinition(service)).map(([name, method]) => [
    name[0]!.toLowerCase() + name.slice(1),
    (request: object, callOptions: CallOptions = {}) =>
      call(name, method as MethodDefinition<object, object>, request, callOptions),
  ]);
  // The mapped type above says for each method of the definition what this loop makes of it.
  return { ...Object.fromEntries(methods), close: () => channel.close() } as GrpcClient<Name>;
}
