// Original file: /work/main/proto/chowk/auth/v1/auth.proto


export interface GetContactsRequest {
  'ids'?: (string)[];
}

export interface GetContactsRequest__Output {
  'ids': (string)[];
}
