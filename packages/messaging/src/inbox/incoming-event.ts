import type { Envelope, EventData, EventName } from '@chowk/contracts/events';

/** An event as a handler gets it: `name` tells the kind and narrows the data. */
export type IncomingEvent<Names extends EventName> = {
  [Name in Names]: Envelope<EventData<Name>> & { name: Name };
}[Names];

/** What a handler may want to know of a delivery beside the event. */
export interface Delivery {
  /** A newer version of the subject has been applied before; only with `older: 'mark'`. */
  isOutdated: boolean;
}
