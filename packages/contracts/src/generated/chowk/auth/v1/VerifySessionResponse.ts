// Original file: /work/main/proto/chowk/auth/v1/auth.proto


export interface VerifySessionResponse {
  'active'?: (boolean);
  'userId'?: (string);
}

export interface VerifySessionResponse__Output {
  'active': (boolean);
  'userId': (string);
}
