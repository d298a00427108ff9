// Original file: /work/main/proto/chowk/catalog/v1/catalog.proto


export interface ReleaseRequest {
  'orderId'?: (string);
}

export interface ReleaseRequest__Output {
  'orderId': (string);
}
