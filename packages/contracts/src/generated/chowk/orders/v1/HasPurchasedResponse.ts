// Original file: /work/main/proto/chowk/orders/v1/orders.proto


export interface HasPurchasedResponse {
  'purchased'?: (boolean);
}

export interface HasPurchasedResponse__Output {
  'purchased': (boolean);
}
