import type { EventData } from '@chowk/contracts/events';
import type { Tx } from '@chowk/messaging';

/** Stuck work of one kind in one service. */
export interface AttentionTopic {
  service: string;
  kind: string;
}

/** What has begun to wait for somebody, and has not been told yet. */
export interface UntoldAttention extends AttentionTopic {
  id: string;
  title: string;
  since: Date;
}

export interface AttentionAlertRepository {
  /** Keeps what was raised until it is told, in the transaction of its event. */
  add(eventId: string, raised: EventData<'attentionRaised'>, tx: Tx): Promise<void>;
  /** What there is to tell of. */
  listUntoldTopics(): Promise<AttentionTopic[]>;
  /**
   * The right to tell of a topic now; nobody else gets it for `pauseMs` by the store's clock. False while
   * somebody has it.
   */
  takeTurn(topic: AttentionTopic, pauseMs: number): Promise<boolean>;
  /** What is untold of a topic, longest waiting first; from now on it is told. */
  takeUntold(topic: AttentionTopic): Promise<UntoldAttention[]>;
}
