import type { FastifyRequest } from 'fastify';
import type { TrustedProxies } from './client-address.ts';

/**
 * The URL under which clients reach this server, without a trailing slash: the configured one, else scheme and host of
 * the request, where `X-Forwarded-Proto` and `X-Forwarded-Host` count from trusted proxies only.
 */
export function baseUrlOf(
  request: FastifyRequest,
  configured: string | null,
  proxies: TrustedProxies,
): string {
  if (configured !== null) return configured;
  const trusted = proxies.includes(request.socket.remoteAddress ?? '');
  const forwarded = (name: string): string | undefined =>
    trusted
      ? String(request.headers[name] ?? '')
          .split(',')[0]
          ?.trim() || undefined
      : undefined;
  const scheme =
    forwarded('x-forwarded-proto') === 'https' || request.protocol === 'https' ? 'https' : 'http';
  const host = forwarded('x-forwarded-host') ?? request.host;
  return `${scheme}://${/^[\w.:[\]-]{1,255}$/.test(host) ? host : 'localhost'}`;
}
