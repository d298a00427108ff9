import { currentRequest, traceHeaders } from '@chowk/runtime/telemetry';
import type { BoundProcess } from '../binding.ts';
import { processId, type Process, type ProcessData } from '../domain/process.ts';

/** A process at its start, in the request and trace at hand. */
export function newProcess<Subject, Data extends ProcessData>(
  { definition, deadlines, budgetMs }: BoundProcess<Subject, Data>,
  { subject, data }: { subject: string; data: Data },
  { now, holder, leaseMs }: { now: Date; holder: string | null; leaseMs: number },
): Process<Data> {
  const after = (ms: number): Date => new Date(now.getTime() + ms);
  const requestId = currentRequest()?.requestId;
  const { traceparent } = traceHeaders();
  return {
    id: processId(definition.type, subject),
    type: definition.type,
    subject,
    state: 'running',
    version: 1,
    steps: {},
    signals: [],
    data,
    holder,
    dueAt: after(leaseMs),
    ...(budgetMs !== undefined && { retryDeadline: after(budgetMs) }),
    deadlines: Object.fromEntries(
      Object.entries(deadlines).map(([name, { afterMs }]) => [name, after(afterMs)]),
    ),
    ...(requestId !== undefined && { requestId }),
    ...(traceparent !== undefined && { traceparent }),
    createdAt: now,
    updatedAt: now,
  };
}
