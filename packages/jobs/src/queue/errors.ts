/** Somebody else has the job now, or it was scheduled anew or taken back: this try is void. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/** A try took longer than its job type allows. */
export class JobTimeoutError extends Error {
  override readonly name = 'JobTimeoutError';
}

/** The process stops: why the signals of handlers are aborted then. */
export class QueueStoppedError extends Error {
  override readonly name = 'QueueStoppedError';
}
