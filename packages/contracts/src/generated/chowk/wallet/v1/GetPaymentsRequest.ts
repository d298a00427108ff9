// Original file: /work/main/proto/chowk/wallet/v1/wallet.proto


export interface GetPaymentsRequest {
  'ids'?: (string)[];
}

export interface GetPaymentsRequest__Output {
  'ids': (string)[];
}
