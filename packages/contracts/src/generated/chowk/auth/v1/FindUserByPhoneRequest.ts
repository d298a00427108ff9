
export interface FindUserByPhoneRequest {
  'phone'?: (string);
}

export interface FindUserByPhoneRequest__Output {
  'phone': (string);
}
