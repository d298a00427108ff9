export { currentRequest, withRequestContext } from './request-context.ts';
export { startTelemetry, traceHeaders, withSpan } from './telemetry.ts';
