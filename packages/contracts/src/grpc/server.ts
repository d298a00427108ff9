import { promisify } from 'node:util';
import {
  Server,
  ServerCredentials,
  type Metadata,
  type sendUnaryData,
  type ServerUnaryCall,
} from '@grpc/grpc-js';
import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { z } from 'zod';
import { AppError, validationDetails } from '../errors/index.ts';
import { HealthImplementation } from 'grpc-health-check';
import { SERVER_CHANNEL } from './channel.ts';
import { serviceDefinition, type GrpcServiceName, type MethodName, type ReplyOf } from './definitions.ts';
import { toGrpcStatus } from './status.ts';

/** One method: who may call it, what it takes, what it does. */
interface GrpcMethod<Schema extends z.ZodType, Reply> {
  /** Names of the services that may call this method. */
  callers: readonly string[];
  schema: Schema;
  handle(request: z.output<Schema>): Promise<Reply>;
}

/** Implementation of a whole service; a method left out is a type error. */
export type GrpcImplementation<Name extends GrpcServiceName> = {
  [M in MethodName<Name>]: GrpcMethod<z.ZodType, ReplyOf<Name, M>>;
};

/** Keeps the schema's type inside one method entry. */
export const grpcMethod = <Schema extends z.ZodType, Reply>(
  method: GrpcMethod<Schema, Reply>,
): GrpcMethod<z.ZodType, Reply> => method as unknown as GrpcMethod<z.ZodType, Reply>;

/** What is known of a call before it is looked into. */
interface CallFacts {
  requestId: string | undefined;
  /** Epoch ms; undefined when the caller set none. */
  deadline: number | undefined;
  /** Tells when the caller has given up, also because his deadline is over. */
  onCancelled(listener: () => void): void;
}

/** What a server needs of its context; packages/runtime provides it. */
export interface ServerHooks {
  /** Name of the calling service. @throws AppError UNAUTHORIZED */
  verifyCaller(token: string | undefined): string;
  /** Runs the handler inside a request context, so that logs and further calls carry it on. */
  run<T>(facts: CallFacts, work: () => Promise<T>): Promise<T>;
  /** An answered call, with the milliseconds it took: the access log of gRPC. */
  logAnswer(method: string, ms: number): void;
  logFailure(error: unknown, method: string): void;
}

const tracer = trace.getTracer('chowk.grpc');

const metadataGetter = {
  get: (carrier: Metadata, key: string) => carrier.get(key)[0]?.toString(),
  keys: (carrier: Metadata) => Object.keys(carrier.getMap()),
};

const text = (metadata: Metadata, key: string): string | undefined => metadata.get(key)[0]?.toString();

/** Deadline of the call as epoch ms; undefined when the caller set none. */
function deadlineOf(call: ServerUnaryCall<unknown, unknown>): number | undefined {
  const deadline = Number(call.getDeadline());
  return Number.isFinite(deadline) ? deadline : undefined;
}

function validated<Schema extends z.ZodType>(schema: Schema, request: unknown): z.output<Schema> {
  const parsed = schema.safeParse(request);
  if (parsed.success) return parsed.data;
  throw new AppError('VALIDATION_FAILED', { details: validationDetails(parsed.error.issues) });
}

export interface RunningGrpcServer {
  port: number;
  /** From now on health checks hear NOT_SERVING; calls are served as before. */
  leaving(): void;
  /** Refuses new calls and resolves when those under way have been answered, or cut off after `limitMs`, 10 s unless said. */
  stop(limitMs?: number): Promise<void>;
}

/**
 * Serves one service of proto/. Each call must carry a signed service identity and come from a service on
 * the method's list; the request is validated; errors cross as codes of the catalogue.
 */
export async function startGrpcServer<Name extends GrpcServiceName>(options: {
  service: Name;
  host: string;
  port: number;
  calls: ServerHooks;
  implementation: GrpcImplementation<Name>;
}): Promise<RunningGrpcServer> {
  const { service, calls, implementation } = options;
  const server = new Server(SERVER_CHANNEL);

  const unary =
    (name: string, method: GrpcMethod<z.ZodType, object>) =>
    (call: ServerUnaryCall<object, object>, done: sendUnaryData<object>): void => {
      const parent = propagation.extract(context.active(), call.metadata, metadataGetter);
      const span = tracer.startSpan(`grpc ${service}.${name}`, { kind: SpanKind.SERVER }, parent);
      const start = performance.now();
      let isAnswered = false;
      const facts: CallFacts = {
        requestId: text(call.metadata, 'x-request-id'),
        deadline: deadlineOf(call),
        // The event comes at the end of an answered call, too.
        onCancelled: (listener) => void call.once('cancelled', () => isAnswered || listener()),
      };
      const answer = async (): Promise<object> => {
        const caller = calls.verifyCaller(text(call.metadata, 'x-internal-identity'));
        if (!method.callers.includes(caller)) throw new AppError('FORBIDDEN');
        const reply = await method.handle(validated(method.schema, call.request));
        calls.logAnswer(`${service}.${name}`, performance.now() - start);
        return reply;
      };
      context
        .with(trace.setSpan(parent, span), () => calls.run(facts, answer).finally(() => (isAnswered = true)))
        .then(
          (reply) => done(null, reply),
          (error: unknown) => {
            span.setStatus({ code: SpanStatusCode.ERROR });
            calls.logFailure(error, `${service}.${name}`);
            done(toGrpcStatus(error));
          },
        )
        .finally(() => span.end());
    };

  server.addService(
    serviceDefinition(service),
    Object.fromEntries(
      Object.entries(implementation as Record<string, GrpcMethod<z.ZodType, object>>).map(
        ([name, method]) => [name, unary(name, method)],
      ),
    ),
  );
  // grpc.health.v1, for probes; '' is the server as a whole.
  const health = new HealthImplementation({ '': 'SERVING' });
  health.addToServer(server);
  const bind = promisify(server.bindAsync.bind(server));
  const port = await bind(`${options.host}:${options.port}`, ServerCredentials.createInsecure());
  return {
    port,
    leaving: () => health.setStatus('', 'NOT_SERVING'),
    stop: (limitMs = DRAIN_MS) => drain(server, limitMs),
  };
}

/** Longer than a call may take. */
const DRAIN_MS = 10_000;

/** Says goodbye on every connection (GOAWAY), so that clients go elsewhere, and waits for the calls under way. */
async function drain(server: Server, limitMs: number): Promise<void> {
  const shutdown = promisify(server.tryShutdown.bind(server));
  const giveUp = setTimeout(() => server.forceShutdown(), limitMs);
  await shutdown();
  clearTimeout(giveUp);
}
