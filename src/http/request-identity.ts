import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

const REQUEST_ID_LENGTH_MAX = 128;
/** No token is as short as these: 19 characters at most. */
const SHORT_ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._:=+/-]{0,18}$/;
/** UUIDs, trace ids, and what nginx, HAProxy and AWS make: groups of hexadecimal digits; and ULIDs. */
const LONG_ID_PATTERN =
  /^(?:(?:Root=)?[0-9A-Fa-f]{1,32}(?:[-_:./][0-9A-Fa-f]{1,32})*|[0-7][0-9A-HJKMNP-TV-Z]{25})$/;
const UUID_V4_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** Version 00 has exactly these four fields; a later one may have more behind them (W3C Trace Context, 3.2). */
const TRACEPARENT_PATTERN = /^(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.{0,256})?$/;

/**
 * The id of a request: the one that its client or a proxy gave it in `X-Request-Id`, else a new UUID v4. It is logged
 * and told, so that only what is short or built as ids are is taken: whatever else may be a token.
 */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id'];
  if (given === undefined) return randomUUID();
  return typeof given === 'string' && isPlainId(given) ? given : randomUUID();
}

function isPlainId(text: string): boolean {
  if (text.length > REQUEST_ID_LENGTH_MAX) return false;
  return SHORT_ID_PATTERN.test(text) || LONG_ID_PATTERN.test(text);
}

/** The trace that a request is part of by its `traceparent`, 32 hexadecimal digits; null where it names none. */
export function givenTraceId({ traceparent }: IncomingHttpHeaders): string | null {
  if (typeof traceparent !== 'string') return null;
  const [, version, traceId, parentId, more] = TRACEPARENT_PATTERN.exec(traceparent) ?? [];
  if (traceId === undefined || (version === '00' && more !== undefined)) return null;
  return /^0+$/.test(traceId) || /^0+$/.test(parentId ?? '') ? null : traceId;
}

/** What identifies a request to those who trace it. */
interface Identified {
  readonly id: string;
  readonly raw: IncomingMessage;
}

/**
 * The id under which errors tell a request, always a UUID v4 (me-tokens.md, `trace_id`): its trace where `traceparent`
 * names one of that form, else the request's own id where that is one, else one of its own.
 */
export function traceIdOf({ id, raw }: Identified): string {
  const given = givenTraceId(raw.headers)?.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  if (given !== undefined && UUID_V4_PATTERN.test(given)) return given;
  if (UUID_V4_PATTERN.test(id)) return id;
  const known = ownTraceIds.get(raw) ?? randomUUID();
  ownTraceIds.set(raw, known);
  return known;
}

const ownTraceIds = new WeakMap<IncomingMessage, string>();
