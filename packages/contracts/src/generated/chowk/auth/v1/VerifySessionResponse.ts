
export interface VerifySessionResponse {
  'active'?: (boolean);
  'userId'?: (string);
}

export interface VerifySessionResponse__Output {
  'active': (boolean);
  'userId': (string);
}
