import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AuthorizeRequest as _chowk_wallet_v1_AuthorizeRequest, AuthorizeRequest__Output as _chowk_wallet_v1_AuthorizeRequest__Output } from '../../../chowk/wallet/v1/AuthorizeRequest.ts';
import type { CaptureRequest as _chowk_wallet_v1_CaptureRequest, CaptureRequest__Output as _chowk_wallet_v1_CaptureRequest__Output } from '../../../chowk/wallet/v1/CaptureRequest.ts';
import type { GetPaymentsRequest as _chowk_wallet_v1_GetPaymentsRequest, GetPaymentsRequest__Output as _chowk_wallet_v1_GetPaymentsRequest__Output } from '../../../chowk/wallet/v1/GetPaymentsRequest.ts';
import type { GetPaymentsResponse as _chowk_wallet_v1_GetPaymentsResponse, GetPaymentsResponse__Output as _chowk_wallet_v1_GetPaymentsResponse__Output } from '../../../chowk/wallet/v1/GetPaymentsResponse.ts';
import type { Payment as _chowk_wallet_v1_Payment, Payment__Output as _chowk_wallet_v1_Payment__Output } from '../../../chowk/wallet/v1/Payment.ts';
import type { RefundRequest as _chowk_wallet_v1_RefundRequest, RefundRequest__Output as _chowk_wallet_v1_RefundRequest__Output } from '../../../chowk/wallet/v1/RefundRequest.ts';
import type { VoidRequest as _chowk_wallet_v1_VoidRequest, VoidRequest__Output as _chowk_wallet_v1_VoidRequest__Output } from '../../../chowk/wallet/v1/VoidRequest.ts';

export interface WalletClient extends grpc.Client {
  Authorize(argument: _chowk_wallet_v1_AuthorizeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  Authorize(argument: _chowk_wallet_v1_AuthorizeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  Authorize(argument: _chowk_wallet_v1_AuthorizeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  Authorize(argument: _chowk_wallet_v1_AuthorizeRequest, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  authorize(argument: _chowk_wallet_v1_AuthorizeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  authorize(argument: _chowk_wallet_v1_AuthorizeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  authorize(argument: _chowk_wallet_v1_AuthorizeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  authorize(argument: _chowk_wallet_v1_AuthorizeRequest, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  
  Capture(argument: _chowk_wallet_v1_CaptureRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  Capture(argument: _chowk_wallet_v1_CaptureRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  Capture(argument: _chowk_wallet_v1_CaptureRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  Capture(argument: _chowk_wallet_v1_CaptureRequest, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  capture(argument: _chowk_wallet_v1_CaptureRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  capture(argument: _chowk_wallet_v1_CaptureRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  capture(argument: _chowk_wallet_v1_CaptureRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  capture(argument: _chowk_wallet_v1_CaptureRequest, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  
  GetPayments(argument: _chowk_wallet_v1_GetPaymentsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_wallet_v1_GetPaymentsResponse__Output>): grpc.ClientUnaryCall;
  GetPayments(argument: _chowk_wallet_v1_GetPaymentsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_wallet_v1_GetPaymentsResponse__Output>): grpc.ClientUnaryCall;
  GetPayments(argument: _chowk_wallet_v1_GetPaymentsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_wallet_v1_GetPaymentsResponse__Output>): grpc.ClientUnaryCall;
  GetPayments(argument: _chowk_wallet_v1_GetPaymentsRequest, callback: grpc.requestCallback<_chowk_wallet_v1_GetPaymentsResponse__Output>): grpc.ClientUnaryCall;
  getPayments(argument: _chowk_wallet_v1_GetPaymentsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_wallet_v1_GetPaymentsResponse__Output>): grpc.ClientUnaryCall;
  getPayments(argument: _chowk_wallet_v1_GetPaymentsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_wallet_v1_GetPaymentsResponse__Output>): grpc.ClientUnaryCall;
  getPayments(argument: _chowk_wallet_v1_GetPaymentsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_wallet_v1_GetPaymentsResponse__Output>): grpc.ClientUnaryCall;
  getPayments(argument: _chowk_wallet_v1_GetPaymentsRequest, callback: grpc.requestCallback<_chowk_wallet_v1_GetPaymentsResponse__Output>): grpc.ClientUnaryCall;
  
  Refund(argument: _chowk_wallet_v1_RefundRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  Refund(argument: _chowk_wallet_v1_RefundRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  Refund(argument: _chowk_wallet_v1_RefundRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  Refund(argument: _chowk_wallet_v1_RefundRequest, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  refund(argument: _chowk_wallet_v1_RefundRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  refund(argument: _chowk_wallet_v1_RefundRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  refund(argument: _chowk_wallet_v1_RefundRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  refund(argument: _chowk_wallet_v1_RefundRequest, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  
  Void(argument: _chowk_wallet_v1_VoidRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  Void(argument: _chowk_wallet_v1_VoidRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  Void(argument: _chowk_wallet_v1_VoidRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  Void(argument: _chowk_wallet_v1_VoidRequest, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  void(argument: _chowk_wallet_v1_VoidRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  void(argument: _chowk_wallet_v1_VoidRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  void(argument: _chowk_wallet_v1_VoidRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  void(argument: _chowk_wallet_v1_VoidRequest, callback: grpc.requestCallback<_chowk_wallet_v1_Payment__Output>): grpc.ClientUnaryCall;
  
}

export interface WalletHandlers extends grpc.UntypedServiceImplementation {
  Authorize: grpc.handleUnaryCall<_chowk_wallet_v1_AuthorizeRequest__Output, _chowk_wallet_v1_Payment>;
  
  Capture: grpc.handleUnaryCall<_chowk_wallet_v1_CaptureRequest__Output, _chowk_wallet_v1_Payment>;
  
  GetPayments: grpc.handleUnaryCall<_chowk_wallet_v1_GetPaymentsRequest__Output, _chowk_wallet_v1_GetPaymentsResponse>;
  
  Refund: grpc.handleUnaryCall<_chowk_wallet_v1_RefundRequest__Output, _chowk_wallet_v1_Payment>;
  
  Void: grpc.handleUnaryCall<_chowk_wallet_v1_VoidRequest__Output, _chowk_wallet_v1_Payment>;
  
}

export interface WalletDefinition extends grpc.ServiceDefinition {
  Authorize: MethodDefinition<_chowk_wallet_v1_AuthorizeRequest, _chowk_wallet_v1_Payment, _chowk_wallet_v1_AuthorizeRequest__Output, _chowk_wallet_v1_Payment__Output>
  Capture: MethodDefinition<_chowk_wallet_v1_CaptureRequest, _chowk_wallet_v1_Payment, _chowk_wallet_v1_CaptureRequest__Output, _chowk_wallet_v1_Payment__Output>
  GetPayments: MethodDefinition<_chowk_wallet_v1_GetPaymentsRequest, _chowk_wallet_v1_GetPaymentsResponse, _chowk_wallet_v1_GetPaymentsRequest__Output, _chowk_wallet_v1_GetPaymentsResponse__Output>
  Refund: MethodDefinition<_chowk_wallet_v1_RefundRequest, _chowk_wallet_v1_Payment, _chowk_wallet_v1_RefundRequest__Output, _chowk_wallet_v1_Payment__Output>
  Void: MethodDefinition<_chowk_wallet_v1_VoidRequest, _chowk_wallet_v1_Payment, _chowk_wallet_v1_VoidRequest__Output, _chowk_wallet_v1_Payment__Output>
}
