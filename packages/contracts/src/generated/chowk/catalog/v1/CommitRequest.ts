// Original file: /work/main/proto/chowk/catalog/v1/catalog.proto


export interface CommitRequest {
  'orderId'?: (string);
}

export interface CommitRequest__Output {
  'orderId': (string);
}
