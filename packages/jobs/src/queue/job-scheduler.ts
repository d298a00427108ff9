import type { JobChange, JobScheduler } from '@chowk/messaging';
import { currentRequest, traceHeaders } from '@chowk/runtime/telemetry';
import type { JobRepository } from '../persistence/job.repository.ts';

/** Writes what transactions schedule. `onSoon` is called after a commit with jobs due within `soonMs`. */
export function createJobScheduler(deps: {
  repository: JobRepository;
  soonMs: number;
  onSoon(): void;
}): JobScheduler {
  const isSoon = (change: JobChange): boolean =>
    // By our own clock, which will do: whoever is wrong about it waits for the next look.
    change.kind === 'schedule' && (change.runAt?.getTime() ?? 0) <= Date.now() + deps.soonMs;
  return {
    async write(changes, session) {
      const requestId = currentRequest()?.requestId;
      const { traceparent } = traceHeaders();
      const origin = {
        ...(requestId !== undefined && { requestId }),
        ...(traceparent !== undefined && { traceparent }),
      };
      await deps.repository.write(changes, origin, session);
    },
    committed(changes) {
      if (changes.some(isSoon)) deps.onSoon();
    },
  };
}
