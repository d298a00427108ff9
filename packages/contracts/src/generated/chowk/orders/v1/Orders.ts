import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { GetOrdersRequest as _chowk_orders_v1_GetOrdersRequest, GetOrdersRequest__Output as _chowk_orders_v1_GetOrdersRequest__Output } from '../../../chowk/orders/v1/GetOrdersRequest.ts';
import type { GetOrdersResponse as _chowk_orders_v1_GetOrdersResponse, GetOrdersResponse__Output as _chowk_orders_v1_GetOrdersResponse__Output } from '../../../chowk/orders/v1/GetOrdersResponse.ts';
import type { HasPurchasedRequest as _chowk_orders_v1_HasPurchasedRequest, HasPurchasedRequest__Output as _chowk_orders_v1_HasPurchasedRequest__Output } from '../../../chowk/orders/v1/HasPurchasedRequest.ts';
import type { HasPurchasedResponse as _chowk_orders_v1_HasPurchasedResponse, HasPurchasedResponse__Output as _chowk_orders_v1_HasPurchasedResponse__Output } from '../../../chowk/orders/v1/HasPurchasedResponse.ts';

export interface OrdersClient extends grpc.Client {
  GetOrders(argument: _chowk_orders_v1_GetOrdersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_orders_v1_GetOrdersResponse__Output>): grpc.ClientUnaryCall;
  GetOrders(argument: _chowk_orders_v1_GetOrdersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_orders_v1_GetOrdersResponse__Output>): grpc.ClientUnaryCall;
  GetOrders(argument: _chowk_orders_v1_GetOrdersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_orders_v1_GetOrdersResponse__Output>): grpc.ClientUnaryCall;
  GetOrders(argument: _chowk_orders_v1_GetOrdersRequest, callback: grpc.requestCallback<_chowk_orders_v1_GetOrdersResponse__Output>): grpc.ClientUnaryCall;
  getOrders(argument: _chowk_orders_v1_GetOrdersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_orders_v1_GetOrdersResponse__Output>): grpc.ClientUnaryCall;
  getOrders(argument: _chowk_orders_v1_GetOrdersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_orders_v1_GetOrdersResponse__Output>): grpc.ClientUnaryCall;
  getOrders(argument: _chowk_orders_v1_GetOrdersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_orders_v1_GetOrdersResponse__Output>): grpc.ClientUnaryCall;
  getOrders(argument: _chowk_orders_v1_GetOrdersRequest, callback: grpc.requestCallback<_chowk_orders_v1_GetOrdersResponse__Output>): grpc.ClientUnaryCall;
  
  HasPurchased(argument: _chowk_orders_v1_HasPurchasedRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_orders_v1_HasPurchasedResponse__Output>): grpc.ClientUnaryCall;
  HasPurchased(argument: _chowk_orders_v1_HasPurchasedRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_orders_v1_HasPurchasedResponse__Output>): grpc.ClientUnaryCall;
  HasPurchased(argument: _chowk_orders_v1_HasPurchasedRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_orders_v1_HasPurchasedResponse__Output>): grpc.ClientUnaryCall;
  HasPurchased(argument: _chowk_orders_v1_HasPurchasedRequest, callback: grpc.requestCallback<_chowk_orders_v1_HasPurchasedResponse__Output>): grpc.ClientUnaryCall;
  hasPurchased(argument: _chowk_orders_v1_HasPurchasedRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_orders_v1_HasPurchasedResponse__Output>): grpc.ClientUnaryCall;
  hasPurchased(argument: _chowk_orders_v1_HasPurchasedRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_orders_v1_HasPurchasedResponse__Output>): grpc.ClientUnaryCall;
  hasPurchased(argument: _chowk_orders_v1_HasPurchasedRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_orders_v1_HasPurchasedResponse__Output>): grpc.ClientUnaryCall;
  hasPurchased(argument: _chowk_orders_v1_HasPurchasedRequest, callback: grpc.requestCallback<_chowk_orders_v1_HasPurchasedResponse__Output>): grpc.ClientUnaryCall;
  
}

export interface OrdersHandlers extends grpc.UntypedServiceImplementation {
  GetOrders: grpc.handleUnaryCall<_chowk_orders_v1_GetOrdersRequest__Output, _chowk_orders_v1_GetOrdersResponse>;
  
  HasPurchased: grpc.handleUnaryCall<_chowk_orders_v1_HasPurchasedRequest__Output, _chowk_orders_v1_HasPurchasedResponse>;
  
}

export interface OrdersDefinition extends grpc.ServiceDefinition {
  GetOrders: MethodDefinition<_chowk_orders_v1_GetOrdersRequest, _chowk_orders_v1_GetOrdersResponse, _chowk_orders_v1_GetOrdersRequest__Output, _chowk_orders_v1_GetOrdersResponse__Output>
  HasPurchased: MethodDefinition<_chowk_orders_v1_HasPurchasedRequest, _chowk_orders_v1_HasPurchasedResponse, _chowk_orders_v1_HasPurchasedRequest__Output, _chowk_orders_v1_HasPurchasedResponse__Output>
}
