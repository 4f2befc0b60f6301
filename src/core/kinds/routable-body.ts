import type { Random } from '../random.ts';
import { checksum } from '../token/checksum.ts';

/** What GitLab's routable tokens say about where they belong: one-letter keys (`o` organization, `u` user, …). */
export type RoutingPayload = Readonly<Record<string, string>>;

/** GitLab's routable token body, version 1: `<base64url>.<version>.<length><crc32 of all before it>`. */
export const routableBody = {
  /** Regular expression source of the body: version 1, and the unversioned form of 2024. */
  pattern: '[0-9a-zA-Z_-]{27,300}(?:\\.[0-9a-z]{2})?\\.[0-9a-z]{9}',
  /** Regular expression source of the body with a version, without the older form. */
  versionedPattern: '[0-9a-zA-Z_-]{27,300}\\.[0-9a-z]{2}\\.[0-9a-z]{9}',

  /** Makes a body; the checksum covers the prefix too. */
  encode(prefix: string, payload: RoutingPayload, random: Random): string {
    const routing = Buffer.from(toLines(payload));
    if (routing.length > payloadBytesMax) throw new RangeError('The routing payload is over 159 bytes.');
    const bytes = Buffer.concat([random.bytes(randomBytes), routing, Buffer.from([routing.length])]);
    const text = bytes.toString('base64url');
    const body = `${text}.01.${text.length.toString(36).padStart(2, '0')}`;
    return body + checksum.base36(prefix + body);
  },

  /** Whether length and checksum of a routable secret are right; `body` is the part of it after the prefix. */
  isIntact(secret: string, body: string): boolean {
    return (
      Number.parseInt(body.slice(-9, -7), 36) === body.indexOf('.') &&
      secret.endsWith(checksum.base36(secret.slice(0, -7)))
    );
  },

  /** The routing payload of a body whose pattern and checksum are right; null when it holds none. */
  decode(body: string): RoutingPayload | null {
    const bytes = Buffer.from(body.slice(0, body.indexOf('.')), 'base64url');
    const lines = bytes.subarray(randomBytes, -1).toString().split('\n');
    const pairs = lines.map((line) => line.split(':'));
    return pairs.every((pair) => pair.length === 2) ? Object.fromEntries(pairs) : null;
  },
};

const randomBytes = 16;
const payloadBytesMax = 159;

function toLines(payload: RoutingPayload): string {
  const pairs = Object.entries(payload).filter(([, value]) => value !== '');
  return pairs
    .map(([key, value]) => `${key}:${value}`)
    .sort()
    .join('\n');
}
