
export interface CommitRequest {
  'orderId'?: (string);
}

export interface CommitRequest__Output {
  'orderId': (string);
}
