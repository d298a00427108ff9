/** A change of what is on hand, for a reason that is kept. */
export interface Adjustment {
  id: string;
  sku: string;
  delta: number;
  reason: string;
  userId: string;
  at: Date;
}

/** `pending` is written ahead of the change, so that a crash leaves no change without a line. */
export type AdjustmentState = 'pending' | 'applied' | 'refused';
