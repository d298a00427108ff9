// Original file: /work/main/proto/chowk/auth/v1/auth.proto


export interface VerifySessionRequest {
  'sessionId'?: (string);
}

export interface VerifySessionRequest__Output {
  'sessionId': (string);
}
