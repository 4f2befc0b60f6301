import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

const REQUEST_ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._:=+/-]{0,127}$/;
const UUID_V4_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** Version 00 has exactly these four fields; a later one may have more behind them (W3C Trace Context, 3.2). */
const TRACEPARENT_PATTERN = /^(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.{0,256})?$/;

/**
 * The id of a request: the one that its client or a proxy gave it in `X-Request-Id`, else a new UUID v4. One that is
 * too long, holds other than plain characters or looks like a token (it is logged and told) is not taken.
 */
export function requestIdOf(
  { headers }: Pick<IncomingMessage, 'headers'>,
  isSecret: (text: string) => boolean,
): string {
  const given = headers['x-request-id'];
  if (given === undefined) return randomUUID();
  return typeof given === 'string' && REQUEST_ID_PATTERN.test(given) && !isSecret(given)
    ? given
    : randomUUID();
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
 * The id under which errors tell a request, always in the form of a UUID: its trace where `traceparent` names one, else
 * the request's own id where that is a UUID v4, else one of its own.
 */
export function traceIdOf({ id, raw }: Identified): string {
  const given = givenTraceId(raw.headers);
  if (given !== null) return given.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  if (UUID_V4_PATTERN.test(id)) return id;
  const known = ownTraceIds.get(raw) ?? randomUUID();
  ownTraceIds.set(raw, known);
  return known;
}

const ownTraceIds = new WeakMap<IncomingMessage, string>();
