
export interface HasPurchasedResponse {
  'purchased'?: (boolean);
}

export interface HasPurchasedResponse__Output {
  'purchased': (boolean);
}
