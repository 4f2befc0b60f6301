import { expect, test } from 'vitest';
import { systemRandom } from '../random.ts';
import { checksum } from '../token/checksum.ts';
import { routableBody } from './routable-body.ts';

function fixed(bytes: readonly number[]) {
  return { bytes: () => Buffer.from(bytes), uuid: () => '' };
}

const counted = (from: number) => Array.from({ length: 16 }, (_, index) => from + index);
const vectors = [
  ['glpat-', { o: '1', u: '1' }, counted(0), 'glpat-AAECAwQFBgcICQoLDA0OD286MQp1OjEH.01.0w0fn2m3b'],
  [
    'glpat-',
    { u: '1y', o: '1', c: '1' },
    Array(16).fill(0xff),
    'glpat-_____________________2M6MQpvOjEKdToxeQw.01.130sxz2yc',
  ],
  [
    'acme-glpat-',
    { o: '1', u: '10' },
    Array(16).fill(0),
    'acme-glpat-AAAAAAAAAAAAAAAAAAAAAG86MQp1OjEwCA.01.0y14l1ear',
  ],
  ['glrt-t1_', { o: '1' }, counted(0x10), 'glrt-t1_EBESExQVFhcYGRobHB0eH286MQM.01.0r11pqnit'],
] as const;

test.each(vectors)(
  'the vector of %s %o is encoded and decoded as the contract says',
  (prefix, payload, bytes, secret) => {
    const body = routableBody.encode(prefix, payload, fixed(bytes));
    expect(prefix + body).toBe(secret);
    expect(routableBody.isIntact(secret, body)).toBe(true);
    expect(routableBody.decode(body)).toEqual(payload);
    expect(body).toMatch(new RegExp(`^${routableBody.versionedPattern}$`));
  },
);

test('blank values are left out of the payload', () => {
  expect(routableBody.decode(routableBody.encode('', { o: '1', u: '' }, systemRandom))).toEqual({ o: '1' });
});

test('a payload of 159 bytes is the longest', () => {
  expect(routableBody.encode('', { o: '1'.repeat(157) }, systemRandom)).toMatch(
    new RegExp(`^${routableBody.versionedPattern}$`),
  );
  expect(() => routableBody.encode('', { o: '1'.repeat(158) }, systemRandom)).toThrow(RangeError);
});

test('a line without exactly one colon holds no payload', () => {
  const body = (payload: string) =>
    `${Buffer.from(`${'x'.repeat(16)}${payload}\x03`).toString('base64url')}.01.0r0000000`;
  expect(routableBody.decode(body('o:1'))).toEqual({ o: '1' });
  expect(routableBody.decode(body('o:1:2'))).toBeNull();
  expect(routableBody.decode(body('o:1\nu'))).toBeNull();
});

test('a wrong length or checksum is not intact', () => {
  const [, , , secret] = vectors[0];
  const body = secret.slice('glpat-'.length);
  expect(routableBody.isIntact(`${secret.slice(0, -1)}c`, `${body.slice(0, -1)}c`)).toBe(false);
  // The checksum is right for what stands before it; the length is not that of the payload.
  const wrongLength = 'glpat-AAECAwQFBgcICQoLDA0OD286MQp1OjEH.01.0v';
  expect(routableBody.isIntact(withChecksum(wrongLength), withChecksum(wrongLength).slice(6))).toBe(false);
});

function withChecksum(text: string): string {
  return text + checksum.base36(text);
}
