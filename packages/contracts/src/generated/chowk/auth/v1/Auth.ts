import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { FindUserByPhoneRequest as _chowk_auth_v1_FindUserByPhoneRequest, FindUserByPhoneRequest__Output as _chowk_auth_v1_FindUserByPhoneRequest__Output } from '../../../chowk/auth/v1/FindUserByPhoneRequest.ts';
import type { FindUserByPhoneResponse as _chowk_auth_v1_FindUserByPhoneResponse, FindUserByPhoneResponse__Output as _chowk_auth_v1_FindUserByPhoneResponse__Output } from '../../../chowk/auth/v1/FindUserByPhoneResponse.ts';
import type { GetContactsRequest as _chowk_auth_v1_GetContactsRequest, GetContactsRequest__Output as _chowk_auth_v1_GetContactsRequest__Output } from '../../../chowk/auth/v1/GetContactsRequest.ts';
import type { GetContactsResponse as _chowk_auth_v1_GetContactsResponse, GetContactsResponse__Output as _chowk_auth_v1_GetContactsResponse__Output } from '../../../chowk/auth/v1/GetContactsResponse.ts';
import type { GetJwksRequest as _chowk_auth_v1_GetJwksRequest, GetJwksRequest__Output as _chowk_auth_v1_GetJwksRequest__Output } from '../../../chowk/auth/v1/GetJwksRequest.ts';
import type { GetJwksResponse as _chowk_auth_v1_GetJwksResponse, GetJwksResponse__Output as _chowk_auth_v1_GetJwksResponse__Output } from '../../../chowk/auth/v1/GetJwksResponse.ts';
import type { GetUsersRequest as _chowk_auth_v1_GetUsersRequest, GetUsersRequest__Output as _chowk_auth_v1_GetUsersRequest__Output } from '../../../chowk/auth/v1/GetUsersRequest.ts';
import type { GetUsersResponse as _chowk_auth_v1_GetUsersResponse, GetUsersResponse__Output as _chowk_auth_v1_GetUsersResponse__Output } from '../../../chowk/auth/v1/GetUsersResponse.ts';
import type { VerifySessionRequest as _chowk_auth_v1_VerifySessionRequest, VerifySessionRequest__Output as _chowk_auth_v1_VerifySessionRequest__Output } from '../../../chowk/auth/v1/VerifySessionRequest.ts';
import type { VerifySessionResponse as _chowk_auth_v1_VerifySessionResponse, VerifySessionResponse__Output as _chowk_auth_v1_VerifySessionResponse__Output } from '../../../chowk/auth/v1/VerifySessionResponse.ts';

export interface AuthClient extends grpc.Client {
  FindUserByPhone(argument: _chowk_auth_v1_FindUserByPhoneRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_auth_v1_FindUserByPhoneResponse__Output>): grpc.ClientUnaryCall;
  FindUserByPhone(argument: _chowk_auth_v1_FindUserByPhoneRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_auth_v1_FindUserByPhoneResponse__Output>): grpc.ClientUnaryCall;
  FindUserByPhone(argument: _chowk_auth_v1_FindUserByPhoneRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_auth_v1_FindUserByPhoneResponse__Output>): grpc.ClientUnaryCall;
  FindUserByPhone(argument: _chowk_auth_v1_FindUserByPhoneRequest, callback: grpc.requestCallback<_chowk_auth_v1_FindUserByPhoneResponse__Output>): grpc.ClientUnaryCall;
  findUserByPhone(argument: _chowk_auth_v1_FindUserByPhoneRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_auth_v1_FindUserByPhoneResponse__Output>): grpc.ClientUnaryCall;
  findUserByPhone(argument: _chowk_auth_v1_FindUserByPhoneRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_auth_v1_FindUserByPhoneResponse__Output>): grpc.ClientUnaryCall;
  findUserByPhone(argument: _chowk_auth_v1_FindUserByPhoneRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_auth_v1_FindUserByPhoneResponse__Output>): grpc.ClientUnaryCall;
  findUserByPhone(argument: _chowk_auth_v1_FindUserByPhoneRequest, callback: grpc.requestCallback<_chowk_auth_v1_FindUserByPhoneResponse__Output>): grpc.ClientUnaryCall;
  
  GetContacts(argument: _chowk_auth_v1_GetContactsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_auth_v1_GetContactsResponse__Output>): grpc.ClientUnaryCall;
  GetContacts(argument: _chowk_auth_v1_GetContactsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_auth_v1_GetContactsResponse__Output>): grpc.ClientUnaryCall;
  GetContacts(argument: _chowk_auth_v1_GetContactsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_auth_v1_GetContactsResponse__Output>): grpc.ClientUnaryCall;
  GetContacts(argument: _chowk_auth_v1_GetContactsRequest, callback: grpc.requestCallback<_chowk_auth_v1_GetContactsResponse__Output>): grpc.ClientUnaryCall;
  getContacts(argument: _chowk_auth_v1_GetContactsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_auth_v1_GetContactsResponse__Output>): grpc.ClientUnaryCall;
  getContacts(argument: _chowk_auth_v1_GetContactsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_auth_v1_GetContactsResponse__Output>): grpc.ClientUnaryCall;
  getContacts(argument: _chowk_auth_v1_GetContactsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_auth_v1_GetContactsResponse__Output>): grpc.ClientUnaryCall;
  getContacts(argument: _chowk_auth_v1_GetContactsRequest, callback: grpc.requestCallback<_chowk_auth_v1_GetContactsResponse__Output>): grpc.ClientUnaryCall;
  
  GetJwks(argument: _chowk_auth_v1_GetJwksRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_auth_v1_GetJwksResponse__Output>): grpc.ClientUnaryCall;
  GetJwks(argument: _chowk_auth_v1_GetJwksRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_auth_v1_GetJwksResponse__Output>): grpc.ClientUnaryCall;
  GetJwks(argument: _chowk_auth_v1_GetJwksRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_auth_v1_GetJwksResponse__Output>): grpc.ClientUnaryCall;
  GetJwks(argument: _chowk_auth_v1_GetJwksRequest, callback: grpc.requestCallback<_chowk_auth_v1_GetJwksResponse__Output>): grpc.ClientUnaryCall;
  getJwks(argument: _chowk_auth_v1_GetJwksRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_auth_v1_GetJwksResponse__Output>): grpc.ClientUnaryCall;
  getJwks(argument: _chowk_auth_v1_GetJwksRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_auth_v1_GetJwksResponse__Output>): grpc.ClientUnaryCall;
  getJwks(argument: _chowk_auth_v1_GetJwksRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_auth_v1_GetJwksResponse__Output>): grpc.ClientUnaryCall;
  getJwks(argument: _chowk_auth_v1_GetJwksRequest, callback: grpc.requestCallback<_chowk_auth_v1_GetJwksResponse__Output>): grpc.ClientUnaryCall;
  
  GetUsers(argument: _chowk_auth_v1_GetUsersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_auth_v1_GetUsersResponse__Output>): grpc.ClientUnaryCall;
  GetUsers(argument: _chowk_auth_v1_GetUsersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_auth_v1_GetUsersResponse__Output>): grpc.ClientUnaryCall;
  GetUsers(argument: _chowk_auth_v1_GetUsersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_auth_v1_GetUsersResponse__Output>): grpc.ClientUnaryCall;
  GetUsers(argument: _chowk_auth_v1_GetUsersRequest, callback: grpc.requestCallback<_chowk_auth_v1_GetUsersResponse__Output>): grpc.ClientUnaryCall;
  getUsers(argument: _chowk_auth_v1_GetUsersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_auth_v1_GetUsersResponse__Output>): grpc.ClientUnaryCall;
  getUsers(argument: _chowk_auth_v1_GetUsersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_auth_v1_GetUsersResponse__Output>): grpc.ClientUnaryCall;
  getUsers(argument: _chowk_auth_v1_GetUsersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_auth_v1_GetUsersResponse__Output>): grpc.ClientUnaryCall;
  getUsers(argument: _chowk_auth_v1_GetUsersRequest, callback: grpc.requestCallback<_chowk_auth_v1_GetUsersResponse__Output>): grpc.ClientUnaryCall;
  
  VerifySession(argument: _chowk_auth_v1_VerifySessionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_auth_v1_VerifySessionResponse__Output>): grpc.ClientUnaryCall;
  VerifySession(argument: _chowk_auth_v1_VerifySessionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_auth_v1_VerifySessionResponse__Output>): grpc.ClientUnaryCall;
  VerifySession(argument: _chowk_auth_v1_VerifySessionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_auth_v1_VerifySessionResponse__Output>): grpc.ClientUnaryCall;
  VerifySession(argument: _chowk_auth_v1_VerifySessionRequest, callback: grpc.requestCallback<_chowk_auth_v1_VerifySessionResponse__Output>): grpc.ClientUnaryCall;
  verifySession(argument: _chowk_auth_v1_VerifySessionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_auth_v1_VerifySessionResponse__Output>): grpc.ClientUnaryCall;
  verifySession(argument: _chowk_auth_v1_VerifySessionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_auth_v1_VerifySessionResponse__Output>): grpc.ClientUnaryCall;
  verifySession(argument: _chowk_auth_v1_VerifySessionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_auth_v1_VerifySessionResponse__Output>): grpc.ClientUnaryCall;
  verifySession(argument: _chowk_auth_v1_VerifySessionRequest, callback: grpc.requestCallback<_chowk_auth_v1_VerifySessionResponse__Output>): grpc.ClientUnaryCall;
  
}

export interface AuthHandlers extends grpc.UntypedServiceImplementation {
  FindUserByPhone: grpc.handleUnaryCall<_chowk_auth_v1_FindUserByPhoneRequest__Output, _chowk_auth_v1_FindUserByPhoneResponse>;
  
  GetContacts: grpc.handleUnaryCall<_chowk_auth_v1_GetContactsRequest__Output, _chowk_auth_v1_GetContactsResponse>;
  
  GetJwks: grpc.handleUnaryCall<_chowk_auth_v1_GetJwksRequest__Output, _chowk_auth_v1_GetJwksResponse>;
  
  GetUsers: grpc.handleUnaryCall<_chowk_auth_v1_GetUsersRequest__Output, _chowk_auth_v1_GetUsersResponse>;
  
  VerifySession: grpc.handleUnaryCall<_chowk_auth_v1_VerifySessionRequest__Output, _chowk_auth_v1_VerifySessionResponse>;
  
}

export interface AuthDefinition extends grpc.ServiceDefinition {
  FindUserByPhone: MethodDefinition<_chowk_auth_v1_FindUserByPhoneRequest, _chowk_auth_v1_FindUserByPhoneResponse, _chowk_auth_v1_FindUserByPhoneRequest__Output, _chowk_auth_v1_FindUserByPhoneResponse__Output>
  GetContacts: MethodDefinition<_chowk_auth_v1_GetContactsRequest, _chowk_auth_v1_GetContactsResponse, _chowk_auth_v1_GetContactsRequest__Output, _chowk_auth_v1_GetContactsResponse__Output>
  GetJwks: MethodDefinition<_chowk_auth_v1_GetJwksRequest, _chowk_auth_v1_GetJwksResponse, _chowk_auth_v1_GetJwksRequest__Output, _chowk_auth_v1_GetJwksResponse__Output>
  GetUsers: MethodDefinition<_chowk_auth_v1_GetUsersRequest, _chowk_auth_v1_GetUsersResponse, _chowk_auth_v1_GetUsersRequest__Output, _chowk_auth_v1_GetUsersResponse__Output>
  VerifySession: MethodDefinition<_chowk_auth_v1_VerifySessionRequest, _chowk_auth_v1_VerifySessionResponse, _chowk_auth_v1_VerifySessionRequest__Output, _chowk_auth_v1_VerifySessionResponse__Output>
}
