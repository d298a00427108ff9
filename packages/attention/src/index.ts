export { composeAttention } from './attention.ts';
export { attentionRoutes } from './http/attention.routes.ts';
export { createAttentionCollections } from './persistence/audit.model.ts';
export type { Actor, AttentionAction, AttentionEntry, AttentionPosition, AttentionSource } from './ports.ts';
export { raiseAttention } from './raise-attention.ts';
export {
  deadLetters,
  raiseDeadLetter,
  type AttentionLetter,
  type LetterBox,
} from './sources/dead-letters.ts';
export { parkedJobs, raiseParkedJob } from './sources/parked-jobs.ts';
export { raiseStuckProcess, stuckProcesses } from './sources/stuck-processes.ts';
export { createListAttention } from './use-cases/list-attention.ts';
