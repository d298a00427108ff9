export { CallerLeftError, currentRequest, withoutRequestEnd, withRequestContext } from './request-context.ts';
export { startTelemetry, traceHeaders, withSpan } from './telemetry.ts';
