
export interface CaptureRequest {
  'paymentId'?: (string);
}

export interface CaptureRequest__Output {
  'paymentId': (string);
}
