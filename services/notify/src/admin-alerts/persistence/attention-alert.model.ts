import { defineModel, documentSchema, instant, text } from '@chowk/runtime/mongo';
import type { UntoldAttention } from '../ports.ts';

export interface AttentionAlertDocument extends Omit<UntoldAttention, 'id'> {
  /** Id of the event. */
  _id: string;
  itemId: string;
}

/** Deleted when it is told. */
export const attentionAlertModel = defineModel(
  'AttentionAlert',
  documentSchema<AttentionAlertDocument>('attention_alerts', {
    _id: text,
    service: text,
    kind: text,
    itemId: text,
    title: text,
    since: instant,
  }).index({ service: 1, kind: 1, since: 1, _id: 1 }),
);

export interface AttentionTurnDocument {
  /** `<service>/<kind>` */
  _id: string;
  /** Until then nobody tells of it again. */
  until: Date;
  /** Who told of it last. */
  holder: string;
}

export const attentionTurnModel = defineModel(
  'AttentionTurn',
  documentSchema<AttentionTurnDocument>('attention_turns', { _id: text, until: instant, holder: text }),
);
