// Original file: /work/main/proto/chowk/auth/v1/auth.proto


export interface FindUserByPhoneResponse {
  'userId'?: (string);
}

export interface FindUserByPhoneResponse__Output {
  'userId': (string);
}
