// Loaded only where spans are collected: SDK and exporters are 450 modules and 20 MB.
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { NodeSDK, resources, tracing } from '@opentelemetry/sdk-node';

/** Sends spans to a collector (OTLP over HTTP) from here on. */
export function startOtlp(service: string, endpoint: string): { stop(): Promise<void> } {
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  const sdk = new NodeSDK({
    resource: resources.resourceFromAttributes({ 'service.name': `chowk-${service}` }),
    spanProcessors: [new tracing.BatchSpanProcessor(new OTLPTraceExporter({ url }))],
    instrumentations: [],
    metricReaders: [],
    logRecordProcessors: [],
    autoDetectResources: false,
  });
  sdk.start();
  return { stop: () => sdk.shutdown() };
}
