export { createGrpcClient, type GrpcClient, type OutgoingCalls } from './client.ts';
export { type GrpcServiceName, type ReplyOf, type RequestOf, type ResponseOf } from './definitions.ts';
export { fromGrpcMoney, grpcMoneySchema, toGrpcMoney } from './money.ts';
export {
  grpcMethod,
  startGrpcServer,
  type GrpcImplementation,
  type IncomingCalls,
  type RunningGrpcServer,
} from './server.ts';
