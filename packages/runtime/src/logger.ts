import { trace } from '@opentelemetry/api';
import pino, { type Logger } from 'pino';
import { currentRequest } from './request-context.ts';

export type { Logger };

/** Field names whose values never reach a log, at any of the usual depths. */
const SECRET_FIELDS = [
  'authorization',
  'cookie',
  'password',
  'otp',
  'code',
  'token',
  'accessToken',
  'refreshToken',
  'phone',
  'phoneNumber',
  'scannerPhone',
  'scannerEmail',
  'email',
  'secret',
  'signature',
  'body',
  '["x-internal-identity"]',
  '["set-cookie"]',
];

/**
 * A structured logger: one JSON object a line, with the trace id, span id and request id of the work at
 * hand. In a terminal (`pretty`) the lines are for people.
 */
export function createLogger(options: {
  service: string;
  level: string;
  pretty: boolean;
  /** Where lines go; standard output unless a test wants to read them. */
  destination?: pino.DestinationStream;
}): Logger {
  const settings: pino.LoggerOptions = {
    level: options.level,
    base: { service: options.service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      // Errors carry a `code` of the catalogue, which must stay readable: only data fields are cut.
      paths: SECRET_FIELDS.flatMap((field) => {
        const dot = field.startsWith('[') ? '' : '.';
        return field === 'code'
          ? ['data.code', 'otp.code']
          : [field.replace(/^\[/, '['), `*${dot}${field}`, `*.*${dot}${field}`];
      }),
      censor: '[redacted]',
    },
    mixin: () => {
      const span = trace.getActiveSpan()?.spanContext();
      const request = currentRequest();
      return {
        ...(span && { traceId: span.traceId, spanId: span.spanId }),
        ...(request && { requestId: request.requestId }),
      };
    },
  };
  if (options.destination) return pino(settings, options.destination);
  if (options.pretty) {
    return pino({
      ...settings,
      // Custom level formatters cannot be used with transports (pino docs, "transport"); pretty prints labels anyway.
      formatters: {},
      transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname,spanId', singleLine: true } },
    });
  }
  return pino(settings);
}
