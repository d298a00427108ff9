export { ApiError, createClient, orThrow, type ClientOptions } from './client.ts';
export type { components } from './generated/schema.ts';
export type { ServerMessages, StreamEvents } from './generated/sockets.ts';
export { openStream, type Stream, type StreamOptions } from './stream.ts';
export type { Answer, Input, OperationId, Operations, Refusal, Result } from './types.ts';
