export { createGrpcClient, type GrpcClient, type ClientHooks } from './client.ts';
export { type GrpcServiceName, type ReplyOf, type RequestOf, type ResponseOf } from './definitions.ts';
export { fromGrpcMoney, grpcMoneySchema, toGrpcMoney } from './money.ts';
export {
  grpcMethod,
  startGrpcServer,
  type GrpcImplementation,
  type ServerHooks,
  type RunningGrpcServer,
} from './server.ts';
export { MAX_CHECKOUT_HOLD_SECONDS } from './hold-limit.ts';
