import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  type IdGenerator,
  ParentBasedSampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';

const SEND_EVERY_MS = 1_000;
/** Also how long a stop waits for a collector that does not answer. */
const SEND_MS_MAX = 5_000;

/** What spans are sent with. */
export interface ExporterParts {
  readonly version: string;
  /** The share of traces begun here that is sent, 0 to 1; callers decide on theirs. */
  readonly ratio: number;
  /** Called when spans could not be sent where they could be before, and the other way round. */
  onChange(failure: Error | null): void;
}

/** Sends spans in batches to the collector that `OTEL_EXPORTER_OTLP_…` names; a queue that is full drops spans. */
export function openTracerProvider(parts: ExporterParts, idGenerator: IdGenerator): TracerProvider {
  const exporter = reporting(new OTLPTraceExporter({ timeoutMillis: SEND_MS_MAX }), parts.onChange);
  return new TracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'jeton', 'service.version': parts.version }))
      .merge(detectResources({ detectors: [envDetector] })),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(parts.ratio) }),
    idGenerator,
    spanProcessors: [
      new BatchSpanProcessor({
        exporter,
        scheduledDelayMillis: SEND_EVERY_MS,
        exportTimeoutMillis: SEND_MS_MAX,
      }),
    ],
  });
}

/** The library keeps failures to itself. */
function reporting(exporter: SpanExporter, onChange: ExporterParts['onChange']): SpanExporter {
  let failing = false;
  const note = ({ code, error }: ExportResult) => {
    const fails = code === ExportResultCode.FAILED;
    if (fails !== failing) onChange(fails ? (error ?? new Error('unknown')) : null);
    failing = fails;
  };
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        note(result);
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}
