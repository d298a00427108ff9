export { claimAll, confirmAll, releaseAll, type ClaimPart } from './claim-all.ts';
export type { Claim, ClaimState } from './domain/claim.ts';
export type { ClaimResult, ConfirmResult, ResizeResult } from './domain/decide.ts';
export { createClaimCollections } from './persistence/claims.model.ts';
export { createClaims, type ClaimsOptions } from './persistence/claims.repository.ts';
export type {
  Claims,
  ContentOf,
  CountResource,
  IntervalResource,
  InTransaction,
  Resource,
  ResourceView,
  SeatResource,
} from './ports.ts';
