import { trace } from '@opentelemetry/api';
import pino, { type Logger } from 'pino';
import { redact } from './redact.ts';
import { currentRequest } from '../telemetry/request-context.ts';

export type { Logger };

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
    formatters: { level: (label) => ({ level: label }), log: redact },
    // `redact` has made plain objects of errors; pino's own serializer would look into them once more.
    serializers: { err: (error: unknown) => (error instanceof Error ? redact({ error }).error : error) },
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
      formatters: { log: redact },
      transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname,spanId', singleLine: true } },
    });
  }
  return pino(settings);
}
