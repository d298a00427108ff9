
export interface GetStoresRequest {
  'ids'?: (string)[];
}

export interface GetStoresRequest__Output {
  'ids': (string)[];
}
