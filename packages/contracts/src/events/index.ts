export {
  CONTACT_REASONS,
  EVENTS,
  type EmittedData,
  type EventData,
  type EventDefinition,
  type EventName,
  type VersionedEventName,
} from './catalogue.ts';
export { envelopeSchema, type Envelope } from './envelope.ts';
export {
  BINDINGS_EVER,
  SUBSCRIPTIONS,
  type BindingHistory,
  type SubscriptionManifest,
} from './subscriptions.ts';
