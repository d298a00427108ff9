// Original file: /work/main/proto/chowk/catalog/v1/catalog.proto


export interface ReservationLine {
  'sku'?: (string);
  'quantity'?: (number);
}

export interface ReservationLine__Output {
  'sku': (string);
  'quantity': (number);
}
