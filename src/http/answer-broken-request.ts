import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { fixedHeaders } from './fixed-headers.ts';
import { mayTakeLong } from './long-request.ts';

const statusByCode: Readonly<Record<string, 400 | 408 | 431>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

/**
 * Answers what is no HTTP request, or was not sent in time. Whose words to use cannot be known without a request, so it
 * is an RFC 9457 problem; the connection ends with it.
 */
export function answerBrokenRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && mayTakeLong(socket)) return;
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = statusByCode[error.code ?? ''] ?? 400;
  const traceId = randomUUID();
  const title = STATUS_CODES[status];
  const body = JSON.stringify({ type: 'about:blank', title, status, trace_id: traceId });
  const head = [
    `HTTP/1.1 ${status} ${title}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...Object.entries(fixedHeaders).map(([name, value]) => `${name}: ${value}`),
    `X-Request-Id: ${traceId}`,
    `X-Trace-Id: ${traceId}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
