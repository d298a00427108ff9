import type { AdminAlert } from '../../sockets/sockets.ts';
import type { AttentionAlertRepository, AttentionTopic } from '../ports.ts';

/**
 * Alerts admins to what has begun to wait for somebody: at once, and then of each kind and service once in
 * `pauseMs` at the most, however many there are and whichever replica heard of them. Each raising is told once;
 * a crash between taking and telling swallows an alert, and what it was about stays in the list.
 */
export interface TellAttention {
  topic(topic: AttentionTopic): Promise<void>;
  /** What is left untold: it came while nobody might tell of it, or its replica died. */
  rest(): Promise<void>;
}

export function createTellAttention(deps: {
  alerts: Pick<AttentionAlertRepository, 'listUntoldTopics' | 'takeTurn' | 'takeUntold'>;
  alertAdmins: (alert: AdminAlert) => void;
  pauseMs: number;
}): TellAttention {
  const { alerts, alertAdmins, pauseMs } = deps;

  async function topic(about: AttentionTopic): Promise<void> {
    if (!(await alerts.takeTurn(about, pauseMs))) return;
    const untold = await alerts.takeUntold(about);
    const [first] = untold;
    if (!first) return;
    alertAdmins({
      kind: 'needs_attention',
      service: about.service,
      about: about.kind,
      count: untold.length,
      id: first.id,
      title: first.title,
      since: first.since.toISOString(),
    });
  }

  return {
    topic,
    async rest() {
      for (const about of await alerts.listUntoldTopics()) await topic(about);
    },
  };
}
