
export interface ReleaseRequest {
  'orderId'?: (string);
  'restock'?: (boolean);
}

export interface ReleaseRequest__Output {
  'orderId': (string);
  'restock': (boolean);
}
