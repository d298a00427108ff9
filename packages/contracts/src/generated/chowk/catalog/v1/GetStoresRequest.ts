// Original file: /work/main/proto/chowk/catalog/v1/catalog.proto


export interface GetStoresRequest {
  'ids'?: (string)[];
}

export interface GetStoresRequest__Output {
  'ids': (string)[];
}
