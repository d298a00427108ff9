export { ATTENTION_PATH, attentionContract, attentionPath } from './attention-contract.ts';
export { attentionCounts, attentionItemSchema, attentionKind, type AttentionItem } from './attention-item.ts';
