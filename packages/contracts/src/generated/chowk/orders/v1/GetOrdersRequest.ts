// Original file: /work/main/proto/chowk/orders/v1/orders.proto


export interface GetOrdersRequest {
  'ids'?: (string)[];
}

export interface GetOrdersRequest__Output {
  'ids': (string)[];
}
