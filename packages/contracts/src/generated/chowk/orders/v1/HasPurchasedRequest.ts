
export interface HasPurchasedRequest {
  'userId'?: (string);
  'productId'?: (string);
}

export interface HasPurchasedRequest__Output {
  'userId': (string);
  'productId': (string);
}
