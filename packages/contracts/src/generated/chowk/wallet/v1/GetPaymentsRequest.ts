
export interface GetPaymentsRequest {
  'ids'?: (string)[];
}

export interface GetPaymentsRequest__Output {
  'ids': (string)[];
}
