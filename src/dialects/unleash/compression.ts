import compress from '@fastify/compress';
import type { FastifyInstance } from 'fastify';
import { addLastOnSend } from './last-on-send.ts';

const BYTES_MIN = 1024;

/** Compresses answers of 1 kB and more for clients that want it; every answer says that it depends on that. */
export async function addCompression(scope: FastifyInstance): Promise<void> {
  // Compressed requests are not taken: a small body would become one of any size.
  await scope.register(compress, {
    encodings: ['gzip', 'deflate'],
    threshold: BYTES_MIN,
    globalDecompression: false,
  });
  // The plugin adds the name in lower case, and only where it compresses.
  addLastOnSend(scope, (reply, payload) => {
    reply.header('vary', 'Accept-Encoding');
    return payload;
  });
}
