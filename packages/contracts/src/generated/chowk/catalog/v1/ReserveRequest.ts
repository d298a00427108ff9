import type { ReservationLine as _chowk_catalog_v1_ReservationLine, ReservationLine__Output as _chowk_catalog_v1_ReservationLine__Output } from '../../../chowk/catalog/v1/ReservationLine.ts';

export interface ReserveRequest {
  'orderId'?: (string);
  'lines'?: (_chowk_catalog_v1_ReservationLine)[];
  'ttlSeconds'?: (number);
}

export interface ReserveRequest__Output {
  'orderId': (string);
  'lines': (_chowk_catalog_v1_ReservationLine__Output)[];
  'ttlSeconds': (number);
}
