import { AsyncLocalStorage } from 'node:async_hooks';

/** What belongs to the request or event being worked on. */
export interface RequestContext {
  requestId: string;
  /** Moment (epoch ms of this process's own clock: compare with Date.now()) after which nobody waits for the answer. */
  deadline?: number | undefined;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** The context of the running request; undefined outside one. */
export const currentRequest = (): RequestContext | undefined => storage.getStore();

export const withRequestContext = <T>(request: RequestContext, work: () => T): T =>
  storage.run(request, work);
