import type { ReservationLine as _chowk_catalog_v1_ReservationLine, ReservationLine__Output as _chowk_catalog_v1_ReservationLine__Output } from '../../../chowk/catalog/v1/ReservationLine.ts';

export interface Reservation {
  'orderId'?: (string);
  'status'?: (string);
  'lines'?: (_chowk_catalog_v1_ReservationLine)[];
  'expiresAt'?: (string);
}

export interface Reservation__Output {
  'orderId': (string);
  'status': (string);
  'lines': (_chowk_catalog_v1_ReservationLine__Output)[];
  'expiresAt': (string);
}
