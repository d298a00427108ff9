export { SERVER_MESSAGES, type ServerMessage, type ServerMessageName } from './server-messages.ts';
export {
  notification,
  STREAM_EVENTS,
  streamPosition,
  type Notification,
  type StreamEventData,
  type StreamEventName,
} from './stream-events.ts';
