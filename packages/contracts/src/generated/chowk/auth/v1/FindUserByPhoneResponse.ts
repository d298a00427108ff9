
export interface FindUserByPhoneResponse {
  'userId'?: (string);
}

export interface FindUserByPhoneResponse__Output {
  'userId': (string);
}
