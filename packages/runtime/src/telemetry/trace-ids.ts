import { randomFillSync } from 'node:crypto';
import {
  context,
  isSpanContextValid,
  propagation,
  trace,
  TraceFlags,
  type Context,
  type Span,
  type SpanOptions,
  type Tracer,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';

const TRACE_ID_BYTES = 16;
const SPAN_ID_BYTES = 8;
/** Drawn ahead: a call of the kernel for each span would cost more than the span. */
const pool = Buffer.alloc(4_096);
let used = pool.length;

/**
 * Spans that have ids and nothing else, for a process whose spans nobody collects: the ids tie the logs of all
 * services together. The SDK and its exporters would be a fifth of a service's memory for that.
 */
class IdTracer implements Tracer {
  startSpan(_name: string, options: SpanOptions = {}, parent: Context = context.active()): Span {
    const above = options.root ? undefined : trace.getSpanContext(parent);
    const spanId = randomHex(SPAN_ID_BYTES);
    if (above && isSpanContextValid(above)) {
      const { traceId, traceFlags, traceState } = above;
      return trace.wrapSpanContext({ traceId, spanId, traceFlags, ...(traceState && { traceState }) });
    }
    const traceId = randomHex(TRACE_ID_BYTES);
    return trace.wrapSpanContext({ traceId, spanId, traceFlags: TraceFlags.SAMPLED });
  }

  startActiveSpan<Work extends (span: Span) => unknown>(
    name: string,
    ...rest: [Work] | [SpanOptions, Work] | [SpanOptions, Context, Work]
  ): ReturnType<Work> {
    const work = rest.at(-1) as Work;
    const options = rest.length > 1 ? (rest[0] as SpanOptions) : {};
    const parent = rest.length > 2 ? (rest[1] as Context) : context.active();
    const span = this.startSpan(name, options, parent);
    return context.with(trace.setSpan(parent, span), () => work(span)) as ReturnType<Work>;
  }
}

/** Traces of this process have ids and go on over calls and events from here on; nothing is exported. */
export function startTraceIds(): { stop(): Promise<void> } {
  const tracer = new IdTracer();
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider({ getTracer: () => tracer });
  return { stop: () => Promise.resolve() };
}

/** Of the pool. All zeros, which W3C Trace Context forbids, come once in 2^64 draws. */
function randomHex(bytes: number): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.toString('hex', used - bytes, used);
}
