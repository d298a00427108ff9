
export interface VerifySessionRequest {
  'sessionId'?: (string);
}

export interface VerifySessionRequest__Output {
  'sessionId': (string);
}
