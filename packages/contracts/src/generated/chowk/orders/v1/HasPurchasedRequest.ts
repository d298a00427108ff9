// Original file: /work/main/proto/chowk/orders/v1/orders.proto


export interface HasPurchasedRequest {
  'userId'?: (string);
  'productId'?: (string);
}

export interface HasPurchasedRequest__Output {
  'userId': (string);
  'productId': (string);
}
