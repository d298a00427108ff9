
export interface GetContactsRequest {
  'ids'?: (string)[];
}

export interface GetContactsRequest__Output {
  'ids': (string)[];
}
