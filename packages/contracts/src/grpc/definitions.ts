import { join } from 'node:path';
import { loadSync, type MethodDefinition, type PackageDefinition } from '@grpc/proto-loader';
import type { ServiceDefinition } from '@grpc/grpc-js';
import type { AuthDefinition } from '../generated/chowk/auth/v1/Auth.ts';
import type { CatalogDefinition } from '../generated/chowk/catalog/v1/Catalog.ts';
import type { NotifyDefinition } from '../generated/chowk/notify/v1/Notify.ts';
import type { OrdersDefinition } from '../generated/chowk/orders/v1/Orders.ts';
import type { WalletDefinition } from '../generated/chowk/wallet/v1/Wallet.ts';

/** The gRPC services of the house by name; their definitions are generated from proto/. */
interface GrpcServices {
  auth: AuthDefinition;
  catalog: CatalogDefinition;
  orders: OrdersDefinition;
  wallet: WalletDefinition;
  notify: NotifyDefinition;
}
export type GrpcServiceName = keyof GrpcServices;

/** Names of the methods, without the index signature that grpc-js's own type adds. */
export type MethodName<Name extends GrpcServiceName> = keyof {
  [M in keyof GrpcServices[Name] as string extends M ? never : M]: true;
} &
  string;

type Method<Name extends GrpcServiceName, M extends MethodName<Name>> = GrpcServices[Name][M];

/** What a caller passes: every field may be left out, as proto3 has it. */
export type RequestOf<Name extends GrpcServiceName, M extends MethodName<Name>> =
  Method<Name, M> extends MethodDefinition<infer In, infer _O, infer _IO, infer _OO> ? In : never;

/** What a caller gets: proto3 defaults filled in, int64 as string. */
export type ResponseOf<Name extends GrpcServiceName, M extends MethodName<Name>> =
  Method<Name, M> extends MethodDefinition<infer _I, infer _O, infer _IO, infer Out> ? Out : never;

/** What a server answers: every field may be left out. */
export type ReplyOf<Name extends GrpcServiceName, M extends MethodName<Name>> =
  Method<Name, M> extends MethodDefinition<infer _I, infer Reply, infer _IO, infer _OO> ? Reply : never;

const PROTO_ROOT = join(import.meta.dirname, '../../../../proto');
const loadedDefinitions = new Map<GrpcServiceName, ServiceDefinition>();

/**
 * Loads a service definition from proto/. int64 stays a string (`longs: String`): as a Long or a double it
 * would lose paise without a word.
 */
export function serviceDefinition(name: GrpcServiceName): ServiceDefinition {
  const known = loadedDefinitions.get(name);
  if (known) return known;
  const loaded: PackageDefinition = loadSync(`chowk/${name}/v1/${name}.proto`, {
    includeDirs: [PROTO_ROOT],
    longs: String,
    enums: String,
    defaults: true,
    oneofs: true,
  });
  const fullName = `chowk.${name}.v1.${name[0]!.toUpperCase()}${name.slice(1)}`;
  const definition = loaded[fullName] as ServiceDefinition | undefined;
  if (!definition) throw new Error(`proto/ has no service ${fullName}`);
  loadedDefinitions.set(name, definition);
  return definition;
}
