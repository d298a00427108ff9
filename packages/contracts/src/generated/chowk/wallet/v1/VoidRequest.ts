
export interface VoidRequest {
  'paymentId'?: (string);
  'reason'?: (string);
}

export interface VoidRequest__Output {
  'paymentId': (string);
  'reason': (string);
}
