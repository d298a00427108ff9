import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { SendOtpRequest as _chowk_notify_v1_SendOtpRequest, SendOtpRequest__Output as _chowk_notify_v1_SendOtpRequest__Output } from '../../../chowk/notify/v1/SendOtpRequest.ts';
import type { SendOtpResponse as _chowk_notify_v1_SendOtpResponse, SendOtpResponse__Output as _chowk_notify_v1_SendOtpResponse__Output } from '../../../chowk/notify/v1/SendOtpResponse.ts';

export interface NotifyClient extends grpc.Client {
  SendOtp(argument: _chowk_notify_v1_SendOtpRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_notify_v1_SendOtpResponse__Output>): grpc.ClientUnaryCall;
  SendOtp(argument: _chowk_notify_v1_SendOtpRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_notify_v1_SendOtpResponse__Output>): grpc.ClientUnaryCall;
  SendOtp(argument: _chowk_notify_v1_SendOtpRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_notify_v1_SendOtpResponse__Output>): grpc.ClientUnaryCall;
  SendOtp(argument: _chowk_notify_v1_SendOtpRequest, callback: grpc.requestCallback<_chowk_notify_v1_SendOtpResponse__Output>): grpc.ClientUnaryCall;
  sendOtp(argument: _chowk_notify_v1_SendOtpRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_notify_v1_SendOtpResponse__Output>): grpc.ClientUnaryCall;
  sendOtp(argument: _chowk_notify_v1_SendOtpRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_notify_v1_SendOtpResponse__Output>): grpc.ClientUnaryCall;
  sendOtp(argument: _chowk_notify_v1_SendOtpRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_notify_v1_SendOtpResponse__Output>): grpc.ClientUnaryCall;
  sendOtp(argument: _chowk_notify_v1_SendOtpRequest, callback: grpc.requestCallback<_chowk_notify_v1_SendOtpResponse__Output>): grpc.ClientUnaryCall;
  
}

export interface NotifyHandlers extends grpc.UntypedServiceImplementation {
  SendOtp: grpc.handleUnaryCall<_chowk_notify_v1_SendOtpRequest__Output, _chowk_notify_v1_SendOtpResponse>;
  
}

export interface NotifyDefinition extends grpc.ServiceDefinition {
  SendOtp: MethodDefinition<_chowk_notify_v1_SendOtpRequest, _chowk_notify_v1_SendOtpResponse, _chowk_notify_v1_SendOtpRequest__Output, _chowk_notify_v1_SendOtpResponse__Output>
}
