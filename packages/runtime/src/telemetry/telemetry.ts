import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Attributes,
  type Link,
  type Span,
} from '@opentelemetry/api';
import { startTraceIds } from './trace-ids.ts';

/**
 * Starts tracing for this process: spans go to the collector, or have ids only where there is none. Call once,
 * in main, before servers and clients are made.
 */
export async function startTelemetry(options: {
  service: string;
  otlpEndpoint?: string | undefined;
}): Promise<{ stop(): Promise<void> }> {
  const { service, otlpEndpoint } = options;
  if (!otlpEndpoint) return startTraceIds();
  const { startOtlp } = await import('./otlp.ts');
  return startOtlp(service, otlpEndpoint);
}

const tracer = trace.getTracer('chowk');

/** The W3C trace context of the work at hand as plain headers (`traceparent`, `tracestate`). */
export function traceHeaders(): Record<string, string> {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier;
}

/**
 * The trace that a stranger claims to be in, as links. Their flags decide nothing, their state and baggage are left
 * out: what they write is not ours to pass on.
 */
function linksTo(headers: Record<string, unknown>): Link[] {
  const claimed = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, headers));
  if (!claimed) return [];
  const { traceId, spanId } = claimed;
  return [{ context: { traceId, spanId, traceFlags: TraceFlags.NONE, isRemote: true } }];
}

/**
 * Runs work in a span that continues the trace in `headers` (a new trace when there is none), or that begins a
 * trace of ours with a link to the one that a stranger's headers claim. The span ends with the promise and is
 * marked when it rejects.
 */
export async function withSpan<T>(
  options: {
    name: string;
    kind: keyof typeof SpanKind;
    /** Of a caller of ours. */
    headers?: Record<string, unknown>;
    /** Of anybody: see `linksTo`. */
    strangersHeaders?: Record<string, unknown>;
    attributes?: Attributes;
  },
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const { name, kind, headers, strangersHeaders, attributes = {} } = options;
  const outer = strangersHeaders ? ROOT_CONTEXT : context.active();
  const parent = headers ? propagation.extract(outer, headers) : outer;
  const links = strangersHeaders ? linksTo(strangersHeaders) : [];
  const span = tracer.startSpan(name, { kind: SpanKind[kind], links, attributes }, parent);
  try {
    return await context.with(trace.setSpan(parent, span), () => work(span));
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}
