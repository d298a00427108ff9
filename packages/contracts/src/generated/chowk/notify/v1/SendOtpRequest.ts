
export interface SendOtpRequest {
  'requestId'?: (string);
  'phone'?: (string);
  'code'?: (string);
  'expiresInSeconds'?: (number);
  'language'?: (string);
}

export interface SendOtpRequest__Output {
  'requestId': (string);
  'phone': (string);
  'code': (string);
  'expiresInSeconds': (number);
  'language': (string);
}
