import { createHash, createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOfImported, type ImportedHash, importedDigestsOf, isImportedHash } from './imported-hash.ts';
import { digestOf, fingerprintOf } from './token-digest.ts';

const key = createSecretKey(randomBytes(32));
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const sha512 = (bytes: string | Buffer) => createHash('sha512').update(bytes).digest('hex');
const digest = (imported: ImportedHash) => digestOfImported(imported, key).toString('hex');

/** Everything a presented secret is looked for under. */
function candidates(secret: string): readonly string[] {
  const all = [digestOf(fingerprintOf(secret), key), ...importedDigestsOf(secret, key)];
  return all.map((one) => one.toString('hex'));
}

const visible = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 1,
  maxLength: 60,
});
const hexadecimal = fc
  .uint8Array({ minLength: 20, maxLength: 64 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));
const id = fc.integer({ min: 1 }).map(String);

test('whatever the scheme, the secret finds the hash that was imported of it', () => {
  fc.assert(
    fc.property(visible, hexadecimal, id, (secret, knox, selector) => {
      expect(candidates(secret)).toContain(digest({ scheme: 'sha256', hash: sha256(secret) }));
      expect(candidates(`${selector}|${secret}`)).toContain(
        digest({ scheme: 'sanctum', selector, hash: sha256(secret) }),
      );
      expect(candidates(secret)).toContain(digest({ scheme: 'sha512', hash: sha512(secret) }));
      const ofBytes = sha512(Buffer.from(knox, 'hex')).toUpperCase();
      expect(candidates(knox)).toContain(digest({ scheme: 'sha512_bytes', hash: ofBytes }));
    }),
  );
});

test('one spelling of a secret finds a hash, and no other does', () => {
  fc.assert(
    fc.property(hexadecimal, id, id, (secret, selector, other) => {
      fc.pre(selector !== other && /[a-f]/.test(secret));
      const sanctum = digest({ scheme: 'sanctum', selector, hash: sha256(secret) });
      for (const spelling of [secret, `${other}|${secret}`, `0${selector}|${secret}`, `|${secret}`])
        expect(candidates(spelling)).not.toContain(sanctum);
      const plain = digest({ scheme: 'sha256', hash: sha256(secret) });
      expect(candidates(`${selector}|${secret}`)).not.toContain(plain);
      const bytes = digest({ scheme: 'sha512_bytes', hash: sha512(Buffer.from(secret, 'hex')) });
      expect(candidates(secret.toUpperCase())).not.toContain(bytes);
    }),
  );
});

test('a hash tells nothing without the key', () => {
  const hash = sha512('secret');
  expect(digest({ scheme: 'sha512', hash })).not.toContain(hash.slice(0, 16));
  expect(digest({ scheme: 'sha512', hash })).toHaveLength(64);
});

test.each<[ImportedHash, boolean]>([
  [{ scheme: 'sha256', hash: 'a'.repeat(64) }, true],
  [{ scheme: 'sha256', hash: 'A'.repeat(64) }, true],
  [{ scheme: 'sha256', hash: 'a'.repeat(63) }, false],
  [{ scheme: 'sha256', hash: `${'a'.repeat(64)}\n` }, false],
  [{ scheme: 'sha256', hash: 'g'.repeat(64) }, false],
  [{ scheme: 'sha256', hash: 'a'.repeat(128) }, false],
  [{ scheme: 'sanctum', selector: '7', hash: 'a'.repeat(64) }, true],
  [{ scheme: 'sanctum', selector: '', hash: 'a'.repeat(64) }, false],
  [{ scheme: 'sanctum', selector: '07', hash: 'a'.repeat(64) }, false],
  [{ scheme: 'sanctum', selector: '1|2', hash: 'a'.repeat(64) }, false],
  [{ scheme: 'sha512', hash: 'a'.repeat(128) }, true],
  [{ scheme: 'sha512', selector: '0123abcd', hash: 'a'.repeat(128) }, true],
  [{ scheme: 'sha512', selector: 'x'.repeat(26), hash: 'a'.repeat(128) }, false],
  [{ scheme: 'sha512_bytes', hash: 'a'.repeat(64) }, false],
])('%j is a hash: %s', (imported, expected) => {
  expect(isImportedHash(imported)).toBe(expected);
});
