import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checksum } from './checksum.ts';

test("base 62 agrees with GitHub's published example", () => {
  expect(checksum.base62('zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ')).toBe('0mLq17');
});

test('base 36 agrees with the test vectors of the GitLab contract', () => {
  expect(checksum.base36('glrt-t1_EBESExQVFhcYGRobHB0eH286MQM.01.0r')).toBe('11pqnit');
  expect(checksum.base36('glpat-AAECAwQFBgcICQoLDA0OD286MQp1OjEH.01.0w')).toBe('0fn2m3b');
});

test('nothing has the checksum zero, padded to the full length', () => {
  expect(checksum.base62('')).toBe('000000');
  expect(checksum.base36('')).toBe('0000000');
});

test('any text has a checksum of fixed length and alphabet', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(checksum.base62(text)).toMatch(/^[0-9A-Za-z]{6}$/);
      expect(checksum.base36(text)).toMatch(/^[0-9a-z]{7}$/);
    }),
  );
});
