
export interface GetOrdersRequest {
  'ids'?: (string)[];
}

export interface GetOrdersRequest__Output {
  'ids': (string)[];
}
