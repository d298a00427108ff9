import { context, propagation, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { NodeSDK, resources, tracing } from '@opentelemetry/sdk-node';

/** Spans are made also when nobody collects them: their ids tie the logs of all services together. */
class DiscardingExporter implements tracing.SpanExporter {
  export(_spans: tracing.ReadableSpan[], done: Parameters<tracing.SpanExporter['export']>[1]): void {
    done({ code: 0 });
  }
  shutdown(): Promise<void> {
    return Promise.resolve();
  }
}

/** Starts tracing for this process. Call once, in main, before servers and clients are made. */
export function startTelemetry(options: { service: string; otlpEndpoint?: string | undefined }): {
  stop(): Promise<void>;
} {
  const exporter = options.otlpEndpoint
    ? new tracing.BatchSpanProcessor(
        new OTLPTraceExporter({ url: `${options.otlpEndpoint.replace(/\/$/, '')}/v1/traces` }),
      )
    : new tracing.SimpleSpanProcessor(new DiscardingExporter());
  const sdk = new NodeSDK({
    resource: resources.resourceFromAttributes({ 'service.name': `chowk-${options.service}` }),
    spanProcessors: [exporter],
    instrumentations: [],
    metricReaders: [],
    logRecordProcessors: [],
    autoDetectResources: false,
  });
  sdk.start();
  return { stop: () => sdk.shutdown() };
}

const tracer = trace.getTracer('chowk');

/** The W3C trace context of the work at hand as plain headers (`traceparent`, `tracestate`). */
export function traceHeaders(): Record<string, string> {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier;
}

/**
 * Runs work in a span that continues the trace in `headers` (a new trace when there is none).
 * The span ends with the promise and is marked when it rejects.
 */
export async function withSpan<T>(
  options: { name: string; kind: keyof typeof SpanKind; headers?: Record<string, unknown> },
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const parent = options.headers ? propagation.extract(context.active(), options.headers) : context.active();
  const span = tracer.startSpan(options.name, { kind: SpanKind[options.kind] }, parent);
  try {
    return await context.with(trace.setSpan(parent, span), () => work(span));
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}
