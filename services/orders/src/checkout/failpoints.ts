import { SAGA, type WorkingStep } from '../orders/domain/saga.ts';

const STEPS = Object.keys(SAGA) as WorkingStep[];
/** Steps that are a call to a neighbour; `confirm` is a transaction of our own. */
const CALLS = STEPS.filter((step) => step !== 'confirm');

/** Passed when the step's call has been answered and the answer is not recorded yet. */
export const called = (step: WorkingStep): string => `orders.saga.${step}.called`;
/** Passed when the step is recorded. */
export const passed = (step: WorkingStep): string => `orders.saga.${SAGA[step].passed}`;
/** The order, its saga and the claim of the cart's lines are recorded; nobody has been called. */
export const STARTED = 'orders.saga.started';
/** It is recorded that the order turns back; nothing has been given back yet. */
export const COMPENSATING = 'orders.saga.compensating';
/** It is recorded that a settled order is cancelled; nothing has been given back yet. */
export const CANCELLED = 'orders.saga.cancelled';

/** Every place at which a test can crash a saga. A process may die at each and leave nothing half done. */
export const SAGA_FAILPOINTS: readonly string[] = [
  STARTED,
  COMPENSATING,
  CANCELLED,
  ...STEPS.map(passed),
  ...CALLS.map(called),
];
