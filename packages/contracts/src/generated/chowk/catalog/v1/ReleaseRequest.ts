// Original file: /work/main/proto/chowk/catalog/v1/catalog.proto


export interface ReleaseRequest {
  'orderId'?: (string);
  'restock'?: (boolean);
}

export interface ReleaseRequest__Output {
  'orderId': (string);
  'restock': (boolean);
}
