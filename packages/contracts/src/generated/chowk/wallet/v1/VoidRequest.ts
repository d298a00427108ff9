// Original file: /work/main/proto/chowk/wallet/v1/wallet.proto


export interface VoidRequest {
  'paymentId'?: (string);
  'reason'?: (string);
}

export interface VoidRequest__Output {
  'paymentId': (string);
  'reason': (string);
}
