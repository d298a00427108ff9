// Original file: /work/main/proto/chowk/auth/v1/auth.proto


export interface GetUsersRequest {
  'ids'?: (string)[];
}

export interface GetUsersRequest__Output {
  'ids': (string)[];
}
