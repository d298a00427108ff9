export { createLogger, type Logger } from './logger.ts';
export { redactText } from './redact-text.ts';
