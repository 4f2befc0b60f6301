import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { createGunzip, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Something that is the same for every caller until the program is updated; kept compressed. */
export interface Asset {
  readonly type: string;
  readonly etag: string;
  readonly compressed: Buffer;
}

/** Makes an asset of what is read when it is first asked for. */
export function createAsset(type: string, read: () => Promise<string | Buffer>): () => Promise<Asset> {
  let made: Promise<Asset> | null = null;
  return () => {
    made ??= makeAsset(type, read);
    made.catch(() => {
      made = null;
    });
    return made;
  };
}

async function makeAsset(type: string, read: () => Promise<string | Buffer>): Promise<Asset> {
  const content = await read();
  const digest = createHash('sha256').update(content).digest('base64url').slice(0, 22);
  return { type, etag: `W/"${digest}"`, compressed: await promisify(gzip)(content) };
}

/** Answers with an asset, or with 304 to whoever has it already. */
export function sendAsset(request: FastifyRequest, reply: FastifyReply, asset: Asset): FastifyReply {
  const { type, etag, compressed } = asset;
  reply.headers({
    'cache-control': 'no-cache',
    etag,
    vary: 'accept-encoding',
    'x-content-type-options': 'nosniff',
  });
  const known = (request.headers['if-none-match'] ?? '').split(',').map((one) => one.trim());
  if (known.includes(etag) || known.includes(etag.slice(2)) || known[0] === '*')
    return reply.code(304).send();
  reply.header('content-type', type);
  return takesGzip(request)
    ? reply.header('content-encoding', 'gzip').send(compressed)
    : reply.send(Readable.from([compressed]).pipe(createGunzip()));
}

function takesGzip({ headers }: FastifyRequest): boolean {
  const encodings = String(headers['accept-encoding'] ?? '');
  return /(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[\d.]+\s*)?(?:,|$)/i.test(encodings);
}
