export {
  CONTACT_REASONS,
  EVENTS,
  type EventData,
  type EventDefinition,
  type EventName,
} from './catalogue.ts';
export { envelopeSchema, type Envelope } from './envelope.ts';
