
export interface GetOffersRequest {
  'productIds'?: (string)[];
}

export interface GetOffersRequest__Output {
  'productIds': (string)[];
}
