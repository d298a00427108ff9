// Original file: /work/main/proto/chowk/auth/v1/auth.proto


export interface FindUserByPhoneRequest {
  'phone'?: (string);
}

export interface FindUserByPhoneRequest__Output {
  'phone': (string);
}
