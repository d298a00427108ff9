// Original file: /work/main/proto/chowk/wallet/v1/wallet.proto


export interface CaptureRequest {
  'paymentId'?: (string);
}

export interface CaptureRequest__Output {
  'paymentId': (string);
}
