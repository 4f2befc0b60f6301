import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes, randomUUID } from 'node:crypto';
import {
  type Attributes,
  defaultTextMapGetter,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { givenTraceId } from '../../http/request-identity.ts';
import { denialOf } from '../../http/request-log.ts';
import type { StoreWatcher } from '../watch-store.ts';
import { type ExporterParts, openTracerProvider } from './open-tracer-provider.ts';
import type { Tracing } from './tracing.ts';

/** Probes and scrapes would be most of what a quiet server traces. */
const untraced = new Set(['/livez', '/readyz', '/metrics']);
const propagator = new W3CTraceContextPropagator();

/** Begins to trace: spans go to the OpenTelemetry collector that the environment names. */
export function openTracing(parts: ExporterParts): Tracing {
  const provider = openTracerProvider(parts, {
    // In the form of a UUID v4, because errors tell it as one.
    generateTraceId: () => randomUUID().replaceAll('-', ''),
    generateSpanId: () => randomBytes(8).toString('hex'),
  });
  const tracer = provider.getTracer('jeton', parts.version);
  const current = new AsyncLocalStorage<Span>();
  const spans = new WeakMap<FastifyRequest, Span>();
  return {
    begin(request, goOn) {
      const { url: route } = request.routeOptions;
      if (route !== undefined && untraced.has(route)) return goOn();
      const span = startRequestSpan(tracer, request, route);
      spans.set(request, span);
      current.run(span, goOn);
    },
    end(request, reply) {
      const span = spans.get(request);
      if (span !== undefined) endRequestSpan(span, request, reply);
    },
    watchCall: storeWatcher(tracer, current),
    close: () => provider.shutdown(),
  };
}

function startRequestSpan(tracer: Tracer, request: FastifyRequest, route: string | undefined): Span {
  const { headers } = request.raw;
  const parent = propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);
  const { dialect } = request.routeOptions.config;
  const attributes: Attributes = {
    'http.request.method': request.method,
    ...(route !== undefined && { 'http.route': route }),
    ...(dialect !== undefined && { 'jeton.dialect': dialect }),
    'jeton.request_id': request.id,
  };
  const name = route === undefined ? request.method : `${request.method} ${route}`;
  const span = tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, parent);
  // From here on the request is part of this trace, for the log and for errors as well.
  const { traceId, spanId } = span.spanContext();
  if (givenTraceId(headers) === null) headers.traceparent = `00-${traceId}-${spanId}-01`;
  return span;
}

function endRequestSpan(span: Span, request: FastifyRequest, reply: FastifyReply): void {
  const { statusCode } = reply;
  const denial = denialOf(request, reply);
  span.setAttributes({
    'http.response.status_code': statusCode,
    ...(request.callerTokenId !== null && { 'jeton.token_id': request.callerTokenId }),
    ...(denial !== null && { 'jeton.denial': denial }),
  });
  if (statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

/** What the store is asked outside of any request (uses on their way to it) belongs to no trace. */
function storeWatcher(tracer: Tracer, current: AsyncLocalStorage<Span>): StoreWatcher {
  return (operation) => {
    const parent = current.getStore();
    if (parent === undefined) return untracedCall;
    const span = tracer.startSpan(
      `store ${operation}`,
      { kind: SpanKind.CLIENT, attributes: { 'db.operation.name': operation } },
      trace.setSpan(ROOT_CONTEXT, parent),
    );
    return {
      answered: () => span.end(),
      failed() {
        // Without the error's words, which are for the log.
        span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      },
    };
  };
}

const untracedCall = { answered: () => undefined, failed: () => undefined };
