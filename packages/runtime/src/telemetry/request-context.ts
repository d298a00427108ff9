import { AsyncLocalStorage } from 'node:async_hooks';

/** What belongs to the request or event being worked on. */
export interface RequestContext {
  requestId: string;
  /** Moment (epoch ms of this process's own clock: compare with Date.now()) after which nobody waits for the answer. */
  deadline?: number | undefined;
  /** Aborted when the caller has left: what is done for him alone may stop. */
  signal?: AbortSignal | undefined;
}

/** Why work for a request was given up: its caller has left, and nobody sees the answer. */
export class CallerLeftError extends Error {
  constructor() {
    super('the caller has left');
    this.name = 'CallerLeftError';
  }
}

const storage = new AsyncLocalStorage<RequestContext>();

/** The context of the running request; undefined outside one. */
export const currentRequest = (): RequestContext | undefined => storage.getStore();

export const withRequestContext = <T>(request: RequestContext, work: () => T): T =>
  storage.run(request, work);

/**
 * Runs work that outlives the request it comes from, or is not for it alone: the same id, neither its deadline
 * nor its caller's leaving. For clean-up, for loops that a request wakes, and for answers that others wait for.
 */
export function withoutRequestEnd<T>(work: () => T): T {
  const request = storage.getStore();
  return request ? storage.run({ requestId: request.requestId }, work) : work();
}
