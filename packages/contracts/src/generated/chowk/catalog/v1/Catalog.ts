import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CommitRequest as _chowk_catalog_v1_CommitRequest, CommitRequest__Output as _chowk_catalog_v1_CommitRequest__Output } from '../../../chowk/catalog/v1/CommitRequest.ts';
import type { GetOffersRequest as _chowk_catalog_v1_GetOffersRequest, GetOffersRequest__Output as _chowk_catalog_v1_GetOffersRequest__Output } from '../../../chowk/catalog/v1/GetOffersRequest.ts';
import type { GetOffersResponse as _chowk_catalog_v1_GetOffersResponse, GetOffersResponse__Output as _chowk_catalog_v1_GetOffersResponse__Output } from '../../../chowk/catalog/v1/GetOffersResponse.ts';
import type { GetProductsRequest as _chowk_catalog_v1_GetProductsRequest, GetProductsRequest__Output as _chowk_catalog_v1_GetProductsRequest__Output } from '../../../chowk/catalog/v1/GetProductsRequest.ts';
import type { GetProductsResponse as _chowk_catalog_v1_GetProductsResponse, GetProductsResponse__Output as _chowk_catalog_v1_GetProductsResponse__Output } from '../../../chowk/catalog/v1/GetProductsResponse.ts';
import type { GetStoresRequest as _chowk_catalog_v1_GetStoresRequest, GetStoresRequest__Output as _chowk_catalog_v1_GetStoresRequest__Output } from '../../../chowk/catalog/v1/GetStoresRequest.ts';
import type { GetStoresResponse as _chowk_catalog_v1_GetStoresResponse, GetStoresResponse__Output as _chowk_catalog_v1_GetStoresResponse__Output } from '../../../chowk/catalog/v1/GetStoresResponse.ts';
import type { ReleaseRequest as _chowk_catalog_v1_ReleaseRequest, ReleaseRequest__Output as _chowk_catalog_v1_ReleaseRequest__Output } from '../../../chowk/catalog/v1/ReleaseRequest.ts';
import type { Reservation as _chowk_catalog_v1_Reservation, Reservation__Output as _chowk_catalog_v1_Reservation__Output } from '../../../chowk/catalog/v1/Reservation.ts';
import type { ReserveRequest as _chowk_catalog_v1_ReserveRequest, ReserveRequest__Output as _chowk_catalog_v1_ReserveRequest__Output } from '../../../chowk/catalog/v1/ReserveRequest.ts';

export interface CatalogClient extends grpc.Client {
  Commit(argument: _chowk_catalog_v1_CommitRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_catalog_v1_Reservation__Output>): grpc.ClientUnaryCall;
  Commit(argument: _chowk_catalog_v1_CommitRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_catalog_v1_Reservation__Output>): grpc.ClientUnaryCall;
  Commit(argument: _chowk_catalog_v1_CommitRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_catalog_v1_Reservation__Output>): grpc.ClientUnaryCall;
  Commit(argument: _chowk_catalog_v1_CommitRequest, callback: grpc.requestCallback<_chowk_catalog_v1_Reservation__Output>): grpc.ClientUnaryCall;
  commit(argument: _chowk_catalog_v1_CommitRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_catalog_v1_Reservation__Output>): grpc.ClientUnaryCall;
  commit(argument: _chowk_catalog_v1_CommitRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_catalog_v1_Reservation__Output>): grpc.ClientUnaryCall;
  commit(argument: _chowk_catalog_v1_CommitRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_catalog_v1_Reservation__Output>): grpc.ClientUnaryCall;
  commit(argument: _chowk_catalog_v1_CommitRequest, callback: grpc.requestCallback<_chowk_catalog_v1_Reservation__Output>): grpc.ClientUnaryCall;
  
  GetOffers(argument: _chowk_catalog_v1_GetOffersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_catalog_v1_GetOffersResponse__Output>): grpc.ClientUnaryCall;
  GetOffers(argument: _chowk_catalog_v1_GetOffersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_catalog_v1_GetOffersResponse__Output>): grpc.ClientUnaryCall;
  GetOffers(argument: _chowk_catalog_v1_GetOffersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_catalog_v1_GetOffersResponse__Output>): grpc.ClientUnaryCall;
  GetOffers(argument: _chowk_catalog_v1_GetOffersRequest, callback: grpc.requestCallback<_chowk_catalog_v1_GetOffersResponse__Output>): grpc.ClientUnaryCall;
  getOffers(argument: _chowk_catalog_v1_GetOffersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_catalog_v1_GetOffersResponse__Output>): grpc.ClientUnaryCall;
  getOffers(argument: _chowk_catalog_v1_GetOffersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_catalog_v1_GetOffersResponse__Output>): grpc.ClientUnaryCall;
  getOffers(argument: _chowk_catalog_v1_GetOffersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_catalog_v1_GetOffersResponse__Output>): grpc.ClientUnaryCall;
  getOffers(argument: _chowk_catalog_v1_GetOffersRequest, callback: grpc.requestCallback<_chowk_catalog_v1_GetOffersResponse__Output>): grpc.ClientUnaryCall;
  
  GetProducts(argument: _chowk_catalog_v1_GetProductsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_catalog_v1_GetProductsResponse__Output>): grpc.ClientUnaryCall;
  GetProducts(argument: _chowk_catalog_v1_GetProductsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_catalog_v1_GetProductsResponse__Output>): grpc.ClientUnaryCall;
  GetProducts(argument: _chowk_catalog_v1_GetProductsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_catalog_v1_GetProductsResponse__Output>): grpc.ClientUnaryCall;
  GetProducts(argument: _chowk_catalog_v1_GetProductsRequest, callback: grpc.requestCallback<_chowk_catalog_v1_GetProductsResponse__Output>): grpc.ClientUnaryCall;
  getProducts(argument: _chowk_catalog_v1_GetProductsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_catalog_v1_GetProductsResponse__Output>): grpc.ClientUnaryCall;
  getProducts(argument: _chowk_catalog_v1_GetProductsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_catalog_v1_GetProductsResponse__Output>): grpc.ClientUnaryCall;
  getProducts(argument: _chowk_catalog_v1_GetProductsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_catalog_v1_GetProductsResponse__Output>): grpc.ClientUnaryCall;
  getProducts(argument: _chowk_catalog_v1_GetProductsRequest, callback: grpc.requestCallback<_chowk_catalog_v1_GetProductsResponse__Output>): grpc.ClientUnaryCall;
  
  GetStores(argument: _chowk_catalog_v1_GetStoresRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_catalog_v1_GetStoresResponse__Output>): grpc.ClientUnaryCall;
  GetStores(argument: _chowk_catalog_v1_GetStoresRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_catalog_v1_GetStoresResponse__Output>): grpc.ClientUnaryCall;
  GetStores(argument: _chowk_catalog_v1_GetStoresRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_catalog_v1_GetStoresResponse__Output>): grpc.ClientUnaryCall;
  GetStores(argument: _chowk_catalog_v1_GetStoresRequest, callback: grpc.requestCallback<_chowk_catalog_v1_GetStoresResponse__Output>): grpc.ClientUnaryCall;
  getStores(argument: _chowk_catalog_v1_GetStoresRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_catalog_v1_GetStoresResponse__Output>): grpc.ClientUnaryCall;
  getStores(argument: _chowk_catalog_v1_GetStoresRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_catalog_v1_GetStoresResponse__Output>): grpc.ClientUnaryCall;
  getStores(argument: _chowk_catalog_v1_GetStoresRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_catalog_v1_GetStoresResponse__Output>): grpc.ClientUnaryCall;
  getStores(argument: _chowk_catalog_v1_GetStoresRequest, callback: grpc.requestCallback<_chowk_catalog_v1_GetStoresResponse__Output>): grpc.ClientUnaryCall;
  
  Release(argument: _chowk_catalog_v1_ReleaseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_catalog_v1_Reservation__Output>): grpc.ClientUnaryCall;
  Release(argument: _chowk_catalog_v1_ReleaseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_catalog_v1_Reservation__Output>): grpc.ClientUnaryCall;
  Release(argument: _chowk_catalog_v1_ReleaseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_catalog_v1_Reservation__Output>): grpc.ClientUnaryCall;
  Release(argument: _chowk_catalog_v1_ReleaseRequest, callback: grpc.requestCallback<_chowk_catalog_v1_Reservation__Output>): grpc.ClientUnaryCall;
  release(argument: _chowk_catalog_v1_ReleaseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_catalog_v1_Reservation__Output>): grpc.ClientUnaryCall;
  release(argument: _chowk_catalog_v1_ReleaseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_catalog_v1_Reservation__Output>): grpc.ClientUnaryCall;
  release(argument: _chowk_catalog_v1_ReleaseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_catalog_v1_Reservation__Output>): grpc.ClientUnaryCall;
  release(argument: _chowk_catalog_v1_ReleaseRequest, callback: grpc.requestCallback<_chowk_catalog_v1_Reservation__Output>): grpc.ClientUnaryCall;
  
  Reserve(argument: _chowk_catalog_v1_ReserveRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_catalog_v1_Reservation__Output>): grpc.ClientUnaryCall;
  Reserve(argument: _chowk_catalog_v1_ReserveRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_catalog_v1_Reservation__Output>): grpc.ClientUnaryCall;
  Reserve(argument: _chowk_catalog_v1_ReserveRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_catalog_v1_Reservation__Output>): grpc.ClientUnaryCall;
  Reserve(argument: _chowk_catalog_v1_ReserveRequest, callback: grpc.requestCallback<_chowk_catalog_v1_Reservation__Output>): grpc.ClientUnaryCall;
  reserve(argument: _chowk_catalog_v1_ReserveRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_catalog_v1_Reservation__Output>): grpc.ClientUnaryCall;
  reserve(argument: _chowk_catalog_v1_ReserveRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chowk_catalog_v1_Reservation__Output>): grpc.ClientUnaryCall;
  reserve(argument: _chowk_catalog_v1_ReserveRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chowk_catalog_v1_Reservation__Output>): grpc.ClientUnaryCall;
  reserve(argument: _chowk_catalog_v1_ReserveRequest, callback: grpc.requestCallback<_chowk_catalog_v1_Reservation__Output>): grpc.ClientUnaryCall;
  
}

export interface CatalogHandlers extends grpc.UntypedServiceImplementation {
  Commit: grpc.handleUnaryCall<_chowk_catalog_v1_CommitRequest__Output, _chowk_catalog_v1_Reservation>;
  
  GetOffers: grpc.handleUnaryCall<_chowk_catalog_v1_GetOffersRequest__Output, _chowk_catalog_v1_GetOffersResponse>;
  
  GetProducts: grpc.handleUnaryCall<_chowk_catalog_v1_GetProductsRequest__Output, _chowk_catalog_v1_GetProductsResponse>;
  
  GetStores: grpc.handleUnaryCall<_chowk_catalog_v1_GetStoresRequest__Output, _chowk_catalog_v1_GetStoresResponse>;
  
  Release: grpc.handleUnaryCall<_chowk_catalog_v1_ReleaseRequest__Output, _chowk_catalog_v1_Reservation>;
  
  Reserve: grpc.handleUnaryCall<_chowk_catalog_v1_ReserveRequest__Output, _chowk_catalog_v1_Reservation>;
  
}

export interface CatalogDefinition extends grpc.ServiceDefinition {
  Commit: MethodDefinition<_chowk_catalog_v1_CommitRequest, _chowk_catalog_v1_Reservation, _chowk_catalog_v1_CommitRequest__Output, _chowk_catalog_v1_Reservation__Output>
  GetOffers: MethodDefinition<_chowk_catalog_v1_GetOffersRequest, _chowk_catalog_v1_GetOffersResponse, _chowk_catalog_v1_GetOffersRequest__Output, _chowk_catalog_v1_GetOffersResponse__Output>
  GetProducts: MethodDefinition<_chowk_catalog_v1_GetProductsRequest, _chowk_catalog_v1_GetProductsResponse, _chowk_catalog_v1_GetProductsRequest__Output, _chowk_catalog_v1_GetProductsResponse__Output>
  GetStores: MethodDefinition<_chowk_catalog_v1_GetStoresRequest, _chowk_catalog_v1_GetStoresResponse, _chowk_catalog_v1_GetStoresRequest__Output, _chowk_catalog_v1_GetStoresResponse__Output>
  Release: MethodDefinition<_chowk_catalog_v1_ReleaseRequest, _chowk_catalog_v1_Reservation, _chowk_catalog_v1_ReleaseRequest__Output, _chowk_catalog_v1_Reservation__Output>
  Reserve: MethodDefinition<_chowk_catalog_v1_ReserveRequest, _chowk_catalog_v1_Reservation, _chowk_catalog_v1_ReserveRequest__Output, _chowk_catalog_v1_Reservation__Output>
}
