import type { FastifyInstance } from 'fastify';
import { HttpFault } from './http-fault.ts';
import { parseJsonBody } from './json-body.ts';

/**
 * Makes a scope read JSON bodies strictly. An empty body is `malformed_body`, or undefined with `emptyAllowed`
 * (clients that send a JSON content type with DELETE and no body).
 */
export function parseJsonBodies(
  scope: FastifyInstance,
  { emptyAllowed = false, contentType = 'application/json' as string | RegExp | readonly string[] } = {},
): void {
  const types = Array.isArray(contentType) ? [...contentType] : (contentType as string | RegExp);
  scope.addContentTypeParser(types, { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, readJson(body as Buffer, emptyAllowed));
    } catch (error) {
      done(error as Error);
    }
  });
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads JSON from bytes as strictly as the parsers made here. */
export function readJson(body: Buffer, emptyAllowed: boolean): unknown {
  if (body.length === 0 && emptyAllowed) return undefined;
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    throw new HttpFault('malformed_body', 'The body is not valid UTF-8.');
  }
  return parseJsonBody(text);
}
